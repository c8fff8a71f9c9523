import { pedAnova, type Study } from '@glassbox/tuning';

/** A report of a study as one HTML page. */
export async function studyHtml(study: Study): Promise<string> {
  // Only here: nothing else needs the charts.
  const { studyReport } = await import('@glassbox/viz');
  return studyReport(study, { importances: pedAnova(study) });
}
