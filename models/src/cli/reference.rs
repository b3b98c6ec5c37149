//! The main job, and the page on the reference examples.

use super::ratio_matching::{Arguments, Comparison};
use cotangent_models::report::agreement::Row as Gradient;
use cotangent_models::report::page::{Page, Part, Section};
use cotangent_models::report::score::ScoreReport;
use cotangent_models::report::table;
use cotangent_models::run::score::{FitSettings, Prepared, ScoreRunError, Summary};
use cotangent_models::run::{RunError, write_whole};
use cotangent_models::score::Objective;
use cotangent_models::srbm::report::{HEADER, Row};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("{0}")]
    RatioMatching(#[from] super::ratio_matching::Error),
    #[error("{0}")]
    Score(#[from] ScoreRunError),
    #[error("{0}")]
    Page(#[from] RunError),
}

/// The seed of the reference example of score matching.
const SEED: u64 = 1;

/// Runs the comparison of ratio matching and, where a page is wanted, score matching; `false` if
/// something disagrees.
pub(super) fn run(arguments: &Arguments, nothing_asked_for: bool) -> Result<bool, Error> {
    let folder = match &arguments.out {
        Some(out) => Some(out.clone()),
        None => nothing_asked_for.then(default_folder),
    };
    // What cannot be written to is said before the work.
    if let Some(folder) = &folder {
        std::fs::create_dir_all(folder)
            .map_err(|error| RunError::of(folder, format!("cannot be made: {error}")))?;
    }
    let comparison = super::ratio_matching::run(arguments)?;
    let Some(folder) = folder else {
        return Ok(comparison.agrees);
    };
    let path = folder.join("index.html");
    let agrees = draw(&comparison, &path)?;
    Ok(comparison.agrees && agrees)
}

/// Below the folder that cargo builds in.
fn default_folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from).unwrap_or_else(|| {
        let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let workspace = package.as_deref().and_then(Path::parent);
        workspace.map_or("target".into(), |workspace| workspace.join("target"))
    });
    target.join("cotangent-report")
}

/// Fits the example by both objectives, prints what is essential, and draws the page.
fn draw(comparison: &Comparison, path: &Path) -> Result<bool, Error> {
    println!(
        "\nScore matching on the line: 1024 draws of 0.1 N(−3, 1) + 0.9 N(3, 1), 1-8-1, seed {SEED}"
    );
    let mut sections = vec![ratio_matching(comparison)];
    let mut agrees = true;
    let mut rows = vec![];
    for (name, lambda) in [("implicit", 0.0), ("regularised, λ = 0.1", 0.1)] {
        let (prepared, summary, report) = fit(lambda)?;
        let same = report.gradients.iter().all(Gradient::agrees);
        agrees &= same;
        rows.push(vec![
            name.to_owned(),
            prepared.settings.training.epochs.to_string(),
            optional(summary.loss),
            format!("{:.4}", summary.implicit_loss),
            optional(summary.half_fisher),
            optional(summary.density_l1_error),
            format!("{:.2}", summary.seconds),
            if same { "yes" } else { "NO" }.to_owned(),
        ]);
        for section in report.sections {
            let title = format!("Score matching, {name}: {}", section.title.to_lowercase());
            sections.push(Section::new(title, section.parts));
        }
    }
    let header = [
        "objective",
        "epochs",
        "loss",
        "implicit loss",
        "½ Fisher divergence",
        "L1 of density",
        "seconds",
        "gradients agree",
    ];
    println!("{}", table(&header, &rows, 1));
    println!("gradients: the macro's against differences, the tape and a person's formula");
    if !agrees {
        println!("DISAGREES: a gradient of score matching; the page has the table");
    }
    let page = Page { title: "Cotangent: the reference examples".into(), sections };
    write_whole(path, page.html().as_bytes())?;
    println!("\nThe page is in {}", path.display());
    Ok(agrees)
}

fn optional(x: Option<f64>) -> String {
    x.map_or(String::new(), |x| format!("{x:.4}"))
}

fn fit(lambda: f64) -> Result<(Prepared, Summary, ScoreReport), Error> {
    let mut settings = FitSettings::default();
    settings.training.objective = Objective::Implicit { lambda };
    settings.training.seed = SEED;
    let prepared = settings.prepare()?;
    let fitted = prepared.fit(None, None, &mut |_, _| ControlFlow::Continue(()))?;
    let summary = fitted.summary(prepared.truth.as_ref());
    let report = ScoreReport::new(&prepared, &fitted, Some(&summary))?;
    Ok((prepared, summary, report))
}

fn ratio_matching(comparison: &Comparison) -> Section {
    let mut parts: Vec<Part> = vec![Part::Text(format!(
        "The main job: the loss, its gradient by the macro and by hand. {}.",
        comparison.about.join(". ")
    ))];
    let header: Vec<&str> = HEADER.into_iter().chain(["agrees"]).collect();
    let cells = |row: &Row| {
        let mut cells = row.cells();
        cells.push(if row.agrees() { "yes" } else { "NO" }.to_owned());
        cells
    };
    let rows: Vec<Vec<String>> = comparison.rows.iter().map(cells).collect();
    parts.push(Part::table("Time, memory and errors of each", &header, rows, 2));
    if !comparison.agrees {
        parts.push(Part::Warning("a gradient disagrees".into()));
    }
    Section::new("Ratio matching for a semi-restricted Boltzmann machine", parts)
}
