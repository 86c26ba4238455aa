//! A map of the provinces as tiles of one size.
//!
//! On a true map Shanghai is a dot and Xinjiang a sixth of the country; here every province can be
//! read and clicked, and none looks more important than it is. Classes place the tiles, since pages
//! may not contain styles.

use maud::{Markup, html};

use super::figure::FigureForm;
use super::links::{LineCondition, Links};
use super::provinces::{Province, Provinces};
use super::shading::{Level, Shading};
use super::tile_grid::{TILES, Tile};
use super::view::View;
use crate::analysis::Measure;
use crate::present::{counted, percent};
use crate::report::Language;
use crate::report::UNKNOWN;
use crate::search::{FacetBy, GroupBy};
use crate::text::grouped;
use crate::web::pages::layout::PageContext;

/// Returns the map. `links` are those of a table with provinces as rows. Without a query the map
/// shows the number of reports.
pub(super) fn map(view: &View, provinces: &Provinces, links: &Links) -> Markup {
    let (context, has_query) = (view.context, view.has_query);
    let most = provinces.known().map(|province| province.held).max().unwrap_or(0);
    let shares = provinces.known().map(|province| (province.reports, province.held));
    let shading = if has_query {
        Shading::for_shares(view.of_page.scale(), shares)
    } else {
        Shading::for_counts(most)
    };
    let (is_narrowed, form) = (view.is_narrowed(), view.form);
    let map = Map { context, shading, has_query, form, is_narrowed, links };
    html! {
        section.provinces aria-labelledby="provinces" {
            h2 id="provinces" { (context.pick("By province", "各省")) }
            div.map {
                ul.tiles {
                    @for tile in &TILES { (map.tile(tile, provinces.by_code(tile.code))) }
                }
                (map.legend())
            }
            @if has_query { p.switch.no-print { (view.scales("provinces")) } }
            @if let Some(unknown) = provinces.unknown() { p { (map.unknown(unknown)) } }
            (map.not_held(provinces))
        }
    }
}

/// The most provinces without reports that are named: of more, the number is enough.
const MOST_NAMED: usize = 10;

/// What all tiles share.
struct Map<'a> {
    context: &'a PageContext,
    shading: Shading,
    has_query: bool,
    form: FigureForm,
    is_narrowed: bool,
    links: &'a Links,
}

impl Map<'_> {
    /// Returns the tile of a province; without counts it has no report.
    fn tile(&self, tile: &Tile, province: Option<&Province>) -> Markup {
        let place = format!("tile row-{} column-{}", tile.row, tile.column);
        let full = tile.full_name(self.context);
        let names = html! {
            span.long { (self.context.pick(tile.english, tile.short)) }
            span.short lang="zh" { (tile.letter) }
        };
        let Some(province) = province else {
            return html! {
                li class={ (place) " none" } {
                    span.unseen { (full) (self.context.pick(": no report indexed", "：没有收录报告")) }
                    span.face aria-hidden="true" { (names) span.figure { "·" } }
                }
            };
        };
        let line = line(&format!("{}{}", tile.code, tile.full));
        let label = format!("{full}{}{}", self.context.pick(": ", "："), self.counts(province));
        html! {
            li class={ (place) " " (self.level(province)) } {
                a.face href=[self.links.row(province.state(), &line)] title=(label) {
                    (names) (self.figure(province)) span.unseen { " " (label) }
                }
            }
        }
    }

    fn level(&self, province: &Province) -> Level {
        let number = if self.has_query { province.reports } else { province.held };
        self.shading.level(number, province.held)
    }

    /// Returns `2/3`, which may break before the slash, or the share.
    fn figure(&self, province: &Province) -> Markup {
        let Province { held, reports, .. } = *province;
        html! {
            span.figure {
                @if self.has_query && self.form.measure == Measure::Share {
                    (percent(reports, held))
                } @else {
                    @if self.has_query { (grouped(reports)) wbr; "/" } (grouped(held))
                }
            }
        }
    }

    /// Returns the counts of a province as a sentence.
    fn counts(&self, province: &Province) -> String {
        let Province { held, reports, mentions } = province;
        let all = counted(*held, "report");
        let (held, reports) = (grouped(held), grouped(reports));
        let is_met = self.has_query && !self.form.has_mentions;
        match (self.has_query, self.context.language) {
            (_, Language::Chinese) if is_met => format!("{held} 份报告中有 {reports} 份符合"),
            (_, Language::English) if is_met => format!("{reports} of {all} meet the query"),
            (false, Language::Chinese) => format!("收录 {held} 份报告"),
            (false, Language::English) => all,
            (true, Language::Chinese) => {
                format!("{held} 份报告中有 {reports} 份提及，共 {} 处", grouped(mentions))
            }
            (true, Language::English) => {
                format!("{reports} of {all} mention it, {}", counted(*mentions, "mention"))
            }
        }
    }

    /// Returns the reports whose province is not known: they have no tile.
    fn unknown(&self, unknown: &Province) -> Markup {
        html! {
            (self.context.pick("Province unknown, not on the map: ", "省份未识别，不在图上："))
            a href=[self.links.row(unknown.state(), &line(UNKNOWN))] { (self.counts(unknown)) }
        }
    }

    /// Returns the provinces without reports.
    fn not_held(&self, provinces: &Provinces) -> Markup {
        let is_none = |tile: &&Tile| provinces.by_code(tile.code).is_none();
        let names: Vec<String> =
            TILES.iter().filter(is_none).map(|it| it.name(self.context)).collect();
        let (english, chinese) = if self.is_narrowed {
            (" under these conditions", "所选条件下")
        } else {
            ("", "")
        };
        let sentence = match (self.context.language, names.len()) {
            (_, 0) => return html! {},
            (Language::Chinese, ..=MOST_NAMED) => {
                format!("{chinese}未收录：{}。", names.join("、"))
            }
            (Language::Chinese, count) => format!("{chinese}未收录：{count} 个省级行政区。"),
            (Language::English, ..=MOST_NAMED) => {
                format!("No reports{english} from {}.", names.join(", "))
            }
            (Language::English, count) => {
                format!("No reports{english} from {count} provinces.")
            }
        };
        html! { p.quiet { (sentence) } }
    }

    fn legend(&self) -> Markup {
        let context = self.context;
        html! {
            p.legend {
                @if self.has_query {
                    span { (self.form.map_explanation(context)) }
                    span.key.level-0 { "0" }
                } @else {
                    span { (context.pick("Reports:", "报告数：")) }
                }
                @for level in self.shading.levels() { span class={ "key " (level) } { (self.shading.range(level)) } }
                span.key.none { "“·”" (context.pick(": none indexed", "：没有收录")) }
            }
        }
    }
}

/// Returns the condition on a province.
fn line(value: &str) -> LineCondition {
    LineCondition::new(GroupBy::Facet(FacetBy::Province), value, None)
}
