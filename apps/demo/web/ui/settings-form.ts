import { activationNames, resolveActivation } from '@glassbox/activations';
import type { BackendRow } from '@glassbox/backends';
import type { TrainingSettings } from '../protocol.js';
import { h } from './elements.js';

/** A number that a person chooses, and its bounds. */
interface Field {
  readonly name: keyof TrainingSettings;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number | 'any';
}

const fields: readonly Field[] = [
  { name: 'epochs', label: 'Epochs', value: 3, min: 1, max: 50, step: 1 },
  { name: 'learningRate', label: 'Learning rate', value: 0.001, min: 0.00001, max: 1, step: 'any' },
  { name: 'units', label: 'Hidden units', value: 128, min: 1, max: 1024, step: 1 },
  { name: 'dropout', label: 'Dropout', value: 0.2, min: 0, max: 0.9, step: 0.05 },
  { name: 'batchSize', label: 'Batch size', value: 32, min: 1, max: 1024, step: 1 },
  { name: 'seed', label: 'Seed', value: 42, min: 0, max: 2 ** 31, step: 1 },
];

const sampleCounts = [
  { value: 1000, label: '1,000: a glimpse' },
  { value: 20_000, label: '20,000: a few seconds an epoch' },
  { value: 60_000, label: '60,000: all, as in the notebook' },
];

const labelled = (label: string, control: HTMLElement) => h('label', { class: 'field' }, h('span', {}, label), control);

function numberField({ name, label, value, min, max, step }: Field): HTMLElement {
  return labelled(label, h('input', { type: 'number', name, value, min, max, step, required: true }));
}

function choice(
  name: string,
  label: string,
  options: readonly { value: string | number; label: string }[],
  chosen: string | number,
): HTMLElement {
  const items = options.map(({ value, label: text }) => h('option', { value, selected: value === chosen }, text));
  return labelled(label, h('select', { name }, ...items));
}

/** The form of everything that training depends on; its state is read by {@link readSettings}. */
export function settingsForm(): HTMLFormElement {
  // A softmax across hidden units is no activation to choose here.
  // Functions of a whole row, such as softmax, are no activation to choose for hidden units.
  const activations = activationNames().filter((name) => resolveActivation(name).kind === 'elementwise');
  return h(
    'form',
    { id: 'settings', class: 'settings' },
    choice('samples', 'Training images', sampleCounts, 20_000),
    ...fields.map(numberField),
    choice(
      'activation',
      'Activation',
      activations.map((name) => ({ value: name, label: name })),
      'relu',
    ),
  );
}

/** What the form says, with the chosen backend. Undefined where the browser finds a field wrong, which it then shows. */
export function readSettings(form: HTMLFormElement, backend: string): TrainingSettings | undefined {
  if (!form.reportValidity()) return undefined;
  const data = new FormData(form);
  const number = (name: string) => Number(data.get(name));
  return {
    backend,
    samples: number('samples'),
    epochs: number('epochs'),
    batchSize: number('batchSize'),
    learningRate: number('learningRate'),
    units: number('units'),
    dropout: number('dropout'),
    activation: String(data.get('activation')),
    seed: number('seed'),
  };
}

const titles: Record<string, string> = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'Plain JavaScript' };

/** What a backend computes on, or why it cannot. */
function describe(row: BackendRow): string {
  if (!row.available) return `${row.reason} ${row.remedy}`;
  const facts = [row.device, row.simd ? 'SIMD' : '', row.threads && row.threads > 1 ? `${row.threads} threads` : ''];
  return facts.filter(Boolean).join(', ');
}

/** One radio button a backend; those that cannot run are shown with the reason and cannot be chosen. */
export function backendChoice(rows: readonly BackendRow[]): HTMLElement {
  const preferred = preferredBackend(rows);
  const options = rows.map((row) => {
    const id = `backend-${row.name}`;
    const input = h('input', {
      type: 'radio',
      name: 'backend',
      id,
      value: row.name,
      checked: row.name === preferred,
      disabled: !row.available,
      'aria-describedby': `${id}-facts`,
    });
    return h(
      'div',
      { class: `backend ${row.available ? '' : 'unavailable'}` },
      input,
      h('label', { for: id }, titles[row.name] ?? row.name),
      h('p', { id: `${id}-facts` }, describe(row)),
    );
  });
  return h('fieldset', { class: 'backends' }, h('legend', {}, 'Compute on'), ...options);
}

/** A graphics processor is worth it for large networks only; this one is small, so WebAssembly comes first. */
const preferredBackend = (rows: readonly BackendRow[]) =>
  ['wasm', 'webgpu', 'cpu'].find((name) => rows.some((row) => row.name === name && row.available));
