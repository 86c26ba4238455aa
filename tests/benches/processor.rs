//! Time spent on the processor, which neighbours on a shared machine disturb less than the clock.

use std::fs;

/// Returns the processor time of this process in seconds, if the system reports it.
pub(crate) fn of_this_process() -> Option<f64> {
    times(11)
}

/// Returns the seconds that ended children of this process spent on the processor.
pub(crate) fn of_children() -> Option<f64> {
    times(13)
}

/// Returns the sum of user and system time that stand in these columns behind the name in
/// `/proc/self/stat` (proc_pid_stat(5)): Linux alone has it, in hundredths of a second.
fn times(column: usize) -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, behind_name) = stat.rsplit_once(')')?;
    let mut fields = behind_name.split_whitespace().skip(column);
    let mut next = || fields.next()?.parse::<f64>().ok();
    Some((next()? + next()?) / 100.0)
}
