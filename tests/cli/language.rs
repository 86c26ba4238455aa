//! The language in which the program speaks.

use expect_test::expect;

use crate::world::World;

#[test]
fn the_flag_the_variable_and_the_locale_say_the_language() {
    let world = World::new();
    let page = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = world.command(["help", "query"].iter().chain(arguments));
        let output = command.envs(variables.iter().copied()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", world.told(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let [english, chinese] = ["en", "zh"].map(|language| page(&["--lang", language], &[]));
    assert_ne!(english, chinese);
    assert_eq!(page(&[], &[]), english);
    assert_eq!(page(&[], &[("LANG", "zh_CN.UTF-8")]), chinese);
    assert_eq!(page(&[], &[("LANG", "zh_CN.UTF-8"), ("CHABAO_LANG", "en")]), english);
    assert_eq!(page(&[], &[("LANG", "zh_CN.UTF-8"), ("CHABAO_LANG", "de")]), chinese);
    assert_eq!(page(&["--lang", "en"], &[("LC_ALL", "zh_CN.UTF-8")]), english);
}

#[test]
fn another_language_is_an_error() {
    let world = World::new();
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: there is no language `de`
        hint: write `--lang zh` or `--lang en`
    "#]]
    .assert_eq(&world.run(["status", "--lang", "de"]));
}
