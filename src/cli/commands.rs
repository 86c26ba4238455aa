//! The commands that ask the index.

use chabao::Error;
use chabao::analysis::{self, SectionText, ShownReport};
use chabao::index::IndexReader;
use chabao::present::{
    counted, counts_sentence, facets_as_csv, facets_as_text, holdings_as_csv, holdings_as_text,
    json, mentions_as_csv, mentions_as_text, not_counted, results_as_csv, results_as_text,
    shown_as_text, status_as_text, why_as_csv, why_as_text,
};
use chabao::query::{Query, Term};
use chabao::search::{self, FormerIncluded, Ground, Mode, Request, Results, Sort, TermAlone};

use super::Ending;
use super::args::{
    AskingArgs, Cli, FacetsArgs, Format, MentionsArgs, ReportsArgs, SearchArgs, ShowArgs,
    StatusArgs, TextOrJson,
};
use super::indexing::open;
use super::output::{self, Output};

pub(super) fn search(cli: &Cli, args: &SearchArgs, output: &Output) -> anyhow::Result<Ending> {
    let query = parse(&args.query())?;
    let reader = open_for(cli, &args.asking)?;
    let limit = args.limit as usize;
    let request = Request {
        query: Some(query),
        mode: args.asking.mode.mode(),
        filters: args.asking.filters.fields(),
        limit,
        offset: limit * (args.page as usize - 1),
        facets: args.facet.clone(),
        sort: args.sort,
    };
    if args.explain {
        explain(&reader, &request)?;
    }
    let results = search::search(&reader, &request)?;
    tell_former(&reader, &request)?;
    let text = match args.asking.format.format {
        Format::Text => results_as_text(&results, request.offset, output.style),
        Format::Json => json(&results),
        Format::Csv => {
            tell_ground(&results);
            results_as_csv(&results)
        }
    };
    output.data(&text)?;
    ending_of(&reader, &request, &results)
}

/// Tells which former divisions a region took in.
fn tell_former(reader: &IndexReader, request: &Request) -> anyhow::Result<()> {
    for FormerIncluded { region, former } in search::former_included(reader, request)? {
        output::say(&format!("region {region} includes the former {}", former.join(", ")));
    }
    Ok(())
}

/// Opens the index with the versions that are asked for.
fn open_for(cli: &Cli, asking: &AskingArgs) -> anyhow::Result<IndexReader> {
    open_with(cli, asking.versions)
}

/// Opens the index, with older versions of reports or without.
pub(super) fn open_with(cli: &Cli, has_versions: bool) -> anyhow::Result<IndexReader> {
    let reader = open(cli)?;
    Ok(if has_versions { reader.with_older_versions()? } else { reader })
}

/// Returns how a search ends; tells what else to try where it found nothing.
fn ending_of(reader: &IndexReader, request: &Request, results: &Results) -> anyhow::Result<Ending> {
    if results.counts.sections > 0 {
        return Ok(Ending::Done);
    }
    if is_ground_left(results.ground) {
        help_with_nothing(reader, request)?;
    }
    Ok(Ending::NothingFound)
}

/// Tells how the query is understood and what each way of matching finds.
fn explain(reader: &IndexReader, request: &Request) -> anyhow::Result<()> {
    let explanation = search::explain(reader, request)?;
    output::say(&format!("searched for {}", explanation.plan));
    for (mode, counts) in explanation.counts {
        output::say(&format!("{mode}: {}", counts_sentence(counts)));
    }
    Ok(())
}

/// Returns whether anything was searched; tells where the filters left nothing.
pub(super) fn is_ground_left(ground: Ground) -> bool {
    if ground.reports == 0 {
        output::say("no report that is held passes the filters");
        output::hint("see what is held with `chabao facets --by year,region,agency`");
    }
    ground.reports > 0
}

/// Tells what a search that found nothing could be changed to.
pub(super) fn help_with_nothing(reader: &IndexReader, request: &Request) -> anyhow::Result<()> {
    for TermAlone { term, counts, .. } in search::terms_alone(reader, request)? {
        output::say(&format!("{term} alone: {}", counts_sentence(counts)));
    }
    match request.mode {
        Mode::Exact => output::hint("cut the query into words with `--words`"),
        Mode::Strict => output::hint("compare in folded form by leaving out `--strict`"),
        Mode::Words => output::hint("ask with fewer words, or with others"),
    }
    Ok(())
}

pub(super) fn mentions(cli: &Cli, args: &MentionsArgs, output: &Output) -> anyhow::Result<Ending> {
    let query = parse(&args.term())?;
    let reader = open_for(cli, &args.asking)?;
    let mut request = Request::new(query);
    request.mode = args.asking.mode.mode();
    request.filters = args.asking.filters.fields();
    let by = args.by;
    let mentions = analysis::mentions(&reader, &request, by)?;
    tell_former(&reader, &request)?;
    let text = match args.asking.format.format {
        Format::Text => mentions_as_text(&mentions, by, args.absent, output.style),
        Format::Json => json(&mentions),
        Format::Csv => {
            let ground = mentions.ground;
            let (held, unread) =
                (counted(ground.reports, "report"), counted(ground.unreadable, "file"));
            let beside = not_counted(ground);
            output::say(&format!("counted over {held}{beside}; {unread} could not be read"));
            mentions_as_csv(&mentions, args.absent)
        }
    };
    output.data(&text)?;
    let is_empty = if args.absent { mentions.absent.is_empty() } else { mentions.rows.is_empty() };
    if is_ground_left(mentions.ground) && is_empty && !args.absent {
        help_with_nothing(&reader, &request)?;
    }
    Ok(if is_empty { Ending::NothingFound } else { Ending::Done })
}

pub(super) fn facets(cli: &Cli, args: &FacetsArgs, output: &Output) -> anyhow::Result<Ending> {
    let query = args.query().map(|text| parse(&text)).transpose()?;
    let reader = open_for(cli, &args.asking)?;
    let request = Request {
        query,
        mode: args.asking.mode.mode(),
        filters: args.asking.filters.fields(),
        limit: 0,
        offset: 0,
        facets: args.by.clone(),
        sort: Sort::default(),
    };
    let results = search::search(&reader, &request)?;
    tell_former(&reader, &request)?;
    let text = match args.asking.format.format {
        Format::Text => facets_as_text(&results, output.style),
        Format::Json => json(&results),
        Format::Csv => {
            tell_ground(&results);
            facets_as_csv(&results)
        }
    };
    output.data(&text)?;
    ending_of(&reader, &request, &results)
}

/// Tells the ground of a table that has no place for it.
fn tell_ground(results: &Results) {
    output::say(&chabao::present::ground_sentence(results.counts, results.ground));
}

pub(super) fn reports(cli: &Cli, args: &ReportsArgs, output: &Output) -> anyhow::Result<Ending> {
    let reader = open(cli)?;
    if let Some(name) = &args.why {
        let why = analysis::why(&reader, name)?;
        output.data(&match args.format.format {
            Format::Text => why_as_text(&why, output.style),
            Format::Json => json(&why),
            Format::Csv => why_as_csv(&why),
        })?;
        return Ok(Ending::Done);
    }
    let filters = args.filters.fields();
    let holdings = analysis::holdings(&reader, &filters, args.notes)?;
    tell_former(&reader, &Request::all(filters))?;
    output.data(&match args.format.format {
        Format::Text => holdings_as_text(&holdings, output.style),
        Format::Json => json(&holdings),
        Format::Csv => holdings_as_csv(&holdings),
    })?;
    Ok(if holdings.reports.is_empty() { Ending::NothingFound } else { Ending::Done })
}

pub(super) fn show(cli: &Cli, args: &ShowArgs, output: &Output) -> anyhow::Result<Ending> {
    let terms: Vec<Term> = match &args.highlight {
        Some(text) => parse(text)?.terms().into_iter().cloned().collect(),
        None => Vec::new(),
    };
    let reader = open(cli)?;
    let mut shown = analysis::show(&reader, &args.report)?;
    if let Some(copy) = &shown.asked {
        output::say(&format!("`{copy}` is a copy of `{}`, which is shown", shown.report.path));
    }
    if let Some(newer) = &shown.newer {
        let older = &shown.report.path;
        output::say(&format!("`{older}` is an older version; counted is `{newer}`"));
    }
    let chosen = chosen_sections(&shown, args.section.as_deref())?;
    let text = match args.format {
        TextOrJson::Text => {
            let sections: Vec<&SectionText> =
                chosen.iter().filter_map(|&at| shown.sections.get(at)).collect();
            shown_as_text(&shown, &sections, &terms, args.outline, output.style)
        }
        TextOrJson::Json => {
            let mut at = 0;
            shown.sections.retain(|_| {
                at += 1;
                chosen.contains(&(at - 1))
            });
            json(&shown)
        }
    };
    output.data(&text)?;
    Ok(Ending::Done)
}

/// Returns the places of the sections that `wanted` names: a number of the outline, or characters
/// of a heading, with the sections below it; all of them where nothing is named.
fn chosen_sections(shown: &ShownReport, wanted: Option<&str>) -> Result<Vec<usize>, Error> {
    let all = 0..shown.sections.len();
    let Some(wanted) = wanted else { return Ok(all.collect()) };
    let by_number = wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(at) = by_number.filter(|at| all.contains(at)) {
        return Ok(vec![at]);
    }
    let term = [Term::folded(wanted)];
    let holds = |section: &SectionText| {
        let path = &section.heading_path;
        path.iter().any(|heading| {
            heading.starts_with(&format!("{wanted}、"))
                || !search::mark_terms(heading, &term).is_empty() && wanted.chars().count() > 1
        })
    };
    let found: Vec<usize> = all.filter(|&at| shown.sections.get(at).is_some_and(holds)).collect();
    if found.is_empty() {
        let (report, section) = (shown.report.path.clone(), wanted.to_owned());
        return Err(Error::UnknownSection { report, section });
    }
    Ok(found)
}

pub(super) fn status(cli: &Cli, args: &StatusArgs, output: &Output) -> anyhow::Result<Ending> {
    let reader = open(cli)?;
    if args.verify {
        reader.verify()?;
    }
    let status = analysis::status(&reader)?;
    let text = match args.format {
        TextOrJson::Text => status_as_text(&status),
        TextOrJson::Json => json(&status),
    };
    output.data(&text)?;
    if args.verify {
        output::say("every byte of the index is as it was written");
    }
    Ok(Ending::Done)
}

pub(super) fn parse(text: &str) -> Result<Query, Error> {
    Ok(text.parse()?)
}
