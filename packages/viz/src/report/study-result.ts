import { formatCount } from '../charts/format.js';
import { countOf, valueText } from '../charts/study/words.js';
import { bestScored, objectiveOf, type ScoredTrial, scoredTrials } from '../info/study/objective.js';
import { countOutcomes } from '../info/study/outcome.js';
import { frontOf } from '../info/study/pareto-front-info.js';
import type { StudyData, TrialData } from '../info/study/study-data.js';
import type { DataTable } from '../info/table.js';
import type { ReportSection } from './html-report.js';
import { tableHtml } from './table-html.js';
import { rowOf, trialColumns } from './trials-table.js';

interface Naming {
  readonly objectiveNames?: readonly string[] | undefined;
}

/** For each objective what a chart takes to show it, with a title of its own where there are several. */
export function namedObjectives(study: StudyData, names: readonly string[] = []) {
  return study.directions.map((_, objective) => {
    const { name } = objectiveOf(study, { objective, objectiveName: names[objective] });
    return { objective, objectiveName: name };
  });
}

/** A sentence about the whole study: its trials by outcome, and what its objectives are to become. */
export function studySubtitle({ directions, trials }: StudyData): string {
  const counts = countOutcomes(trials).map(([outcome, count]) => `${formatCount(count)} ${outcome}`);
  const goals = directions.length === 1 ? directions[0]! : `${directions.length} objectives: ${directions.join(', ')}`;
  return `${countOf(trials.length, 'trial')}${counts.length > 0 ? ` (${counts.join(', ')})` : ''}; ${goals}`;
}

/** The best trial with its parameters, or the first of the Pareto front; and how many trials ended how. */
export function resultSection(study: StudyData, { objectiveNames }: Naming): ReportSection {
  const states: DataTable = {
    caption: 'Trials by state',
    columns: ['state', 'trials'],
    rows: countOutcomes(study.trials),
  };
  if (frontOf(study).length === 0) return { heading: 'Result', text: 'No trial is complete yet.', table: states };
  const { text, table } =
    study.directions.length > 1 ? frontResult(study, objectiveNames) : bestOf(study, objectiveNames);
  return { heading: 'Result', text, html: table.rows.length > 0 ? tableHtml(table) : '', table: states };
}

function bestOf(study: StudyData, objectiveNames: readonly string[] = []) {
  const objective = objectiveOf(study, { objectiveName: objectiveNames[0] });
  const best = bestScored(scoredTrials(study, objective));
  const text = `The best ${objective.name} is ${valueText(best.value)}, of trial ${best.trial.number}${caveat(best)}`;
  const rows = [...Object.entries(best.trial.params), ...attributesOf(best.trial)];
  const caption = `Parameters of trial ${best.trial.number}`;
  const table = { caption, columns: ['parameter', 'value'], rows: rows.map(([name, value]) => [name, wordOf(value)]) };
  return { text, table };
}

const caveat = ({ isFeasible }: ScoredTrial) => (isFeasible ? '.' : '; it violates constraints, as every trial does.');

const attributesOf = ({ userAttributes = {} }: TrialData) =>
  Object.entries(userAttributes).flatMap(([name, value]): [string, string | number | boolean][] =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : [],
  );

const wordOf = (value: string | number | boolean | null) =>
  typeof value === 'number' ? valueText(value) : String(value);

const mostOfFront = 20;

function frontResult(study: StudyData, objectiveNames: readonly string[] | undefined) {
  const front = frontOf(study);
  const shown = new Set(front.slice(0, mostOfFront));
  const columns = trialColumns(study, { objectiveNames });
  const rest = front.length > shown.size ? ` The first ${shown.size} of them follow.` : '';
  return {
    text: `${countOf(front.length, 'trial')} ${front.length === 1 ? 'is' : 'are'} on the Pareto front: no other is better in one objective without being worse in another.${rest}`,
    table: {
      caption: 'Trials on the Pareto front',
      columns: columns.names,
      rows: study.trials.filter(({ number }) => shown.has(number)).map((trial) => rowOf(trial, columns)),
    },
  };
}
