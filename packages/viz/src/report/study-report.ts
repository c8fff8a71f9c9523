import { GlassboxError } from '@glassbox/core';
import type { Chart } from '../charts/chart.js';
import { contourPlot } from '../charts/study/contour-plot.js';
import { edfPlot } from '../charts/study/edf-plot.js';
import { intermediateValues } from '../charts/study/intermediate-values.js';
import { optimizationHistory } from '../charts/study/optimization-history.js';
import { parallelCoordinate } from '../charts/study/parallel-coordinate.js';
import { paramImportances } from '../charts/study/param-importances.js';
import { paretoFrontPlot } from '../charts/study/pareto-front-plot.js';
import { slicePlot } from '../charts/study/slice-plot.js';
import { timelinePlot } from '../charts/study/timeline-plot.js';
import type { ObjectiveOptions } from '../info/study/objective.js';
import { type ParamOptions, paramColumns } from '../info/study/param-axis.js';
import type { StudyData } from '../info/study/study-data.js';
import { htmlReport, type ReportSection } from './html-report.js';
import { namedObjectives, resultSection, studySubtitle } from './study-result.js';
import { trialsTable } from './trials-table.js';

/** What `studyReport` takes beside the study. */
export interface StudyReportOptions extends Pick<ParamOptions, 'importances'> {
  /** Default the study's name. */
  readonly title?: string;
  /** Paragraphs below the result, such as why the search ended. */
  readonly notes?: readonly string[];
  /** What the values of each objective are. Default `value`, and `value 0`, `value 1` where there are several. */
  readonly objectiveNames?: readonly string[];
}

/**
 * Writes one self-contained HTML page about a study: the best trials, how many ended how, every chart that its trials allow, and a
 * table of the trials.
 *
 * Of many trials some are drawn, evenly chosen and always the same ones, and each caption says how many. Charts that nothing was
 * measured for are left out. A study without objectives throws `bad-argument`.
 *
 * @example
 * await writeFile('study.html', studyReport(study, { importances: pedAnova(study), notes: ['No better value in 30 trials.'] }));
 */
export function studyReport(study: StudyData, options: StudyReportOptions = {}): string {
  const { title = `Study: ${study.name}`, notes = [] } = options;
  const sections = [
    resultSection(study, options),
    ...(notes.length > 0 ? [{ heading: 'Notes', text: notes.join('\n\n') }] : []),
    ...chartSections(study, options).filter(({ chart }) => chart.length > 0),
    ...(study.trials.length > 0 ? [{ heading: 'Trials', table: trialsTable(study, options) }] : []),
  ];
  return htmlReport({ title, subtitle: studySubtitle(study), sections });
}

type ChartSection = ReportSection & { readonly chart: readonly Chart[] };

function chartSections(study: StudyData, options: StudyReportOptions): ChartSection[] {
  const { importances = {}, objectiveNames } = options;
  const objectives = namedObjectives(study, objectiveNames);
  const charts = (draw: (objective: (typeof objectives)[number]) => Chart) =>
    objectives.flatMap((objective) => measured(() => draw(objective)));
  const hasImportances = Object.keys(importances).length > 0;
  return [
    { heading: 'Pareto front', chart: study.directions.length > 1 ? front(study, objectiveNames) : [] },
    { heading: 'Optimization history', chart: charts((objective) => optimizationHistory(study, objective)) },
    { heading: 'Parameter importances', chart: hasImportances ? [paramImportances(importances)] : [] },
    {
      heading: 'Values by parameter',
      chart: hasParams(study, 1) ? charts((objective) => slicePlot(study, { ...objective, importances })) : [],
    },
    {
      heading: 'Values by two parameters',
      chart: hasParams(study, 2) ? charts((objective) => contourPlot(study, { ...objective, importances })) : [],
    },
    {
      heading: 'Parallel coordinates',
      chart: hasParams(study, 2) ? charts((objective) => parallelCoordinate(study, { ...objective, importances })) : [],
    },
    // What is reported belongs to no one of several objectives.
    { heading: 'Intermediate values', chart: measured(() => intermediateValues(study, reported(objectives))) },
    { heading: 'Timeline', chart: measured(() => timelinePlot(study)) },
    { heading: 'Distribution of values', chart: charts((objective) => edfPlot(study, objective)) },
  ];
}

const reported = ([first, ...others]: ReturnType<typeof namedObjectives>): ObjectiveOptions =>
  others.length === 0 ? { objectiveName: first?.objectiveName } : { objectiveName: 'reported value' };

const front = (study: StudyData, objectiveNames: readonly string[] | undefined) =>
  study.directions.length <= 4 ? measured(() => paretoFrontPlot(study, { objectiveNames })) : [];

/** Whether so many parameters of the complete trials have more than one value. */
function hasParams(study: StudyData, least: number): boolean {
  const scored = study.trials.filter(({ state }) => state === 'complete').map((trial) => ({ trial }));
  return paramColumns(scored, {}, least).length >= least;
}

/** A chart, or none where nothing was measured for it. */
function measured(draw: () => Chart): Chart[] {
  try {
    return [draw()];
  } catch (error) {
    if (error instanceof GlassboxError && error.code === 'no-result') return [];
    throw error;
  }
}
