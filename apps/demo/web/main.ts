import { Pad } from './drawing/pad.js';
import { TrainerClient, WorkerFailure } from './trainer-client.js';
import { Bars } from './ui/bars.js';
import { chapter, showChapters } from './ui/chapters.js';
import { byId, h } from './ui/elements.js';
import { LiveChart } from './ui/live-chart.js';
import { showResult } from './ui/results.js';
import { RunView } from './ui/run-view.js';
import { backendChoice, readSettings, settingsForm } from './ui/settings-form.js';

const waiting = (id: string) => h('div', { id }, h('p', { class: 'waiting' }, 'Train a network to see this.'));

showChapters([
  chapter(
    'backends',
    h('div', { id: 'backends-body' }, h('p', { class: 'waiting' }, 'Looking at what this browser offers.')),
  ),
  chapter('model', settingsForm(), h('pre', { id: 'summary', tabindex: 0, 'aria-label': 'Layers of the network' })),
  chapter(
    'training',
    h(
      'div',
      { class: 'controls' },
      h('button', { id: 'train', type: 'button', class: 'primary', disabled: true }, 'Train'),
      h('button', { id: 'pause', type: 'button', disabled: true }, 'Pause'),
      h('button', { id: 'stop', type: 'button', disabled: true }, 'Stop'),
    ),
    h('progress', { id: 'progress', max: 1, value: 0, 'aria-label': 'Progress of training' }),
    h('p', { id: 'status', class: 'status' }, 'Not trained yet.'),
    h(
      'p',
      { class: 'legend' },
      h('span', { class: 'key-training' }, 'training'),
      h('span', { class: 'key-validation' }, 'validation'),
    ),
    h('div', { id: 'live-chart', class: 'live-chart' }),
  ),
  chapter('curves', waiting('curves-body')),
  chapter('evaluation', waiting('evaluation-body')),
  chapter('prediction', waiting('prediction-body')),
  chapter('image', waiting('image-body')),
  {
    id: 'draw',
    title: 'Your own digit',
    lead: 'Draw a digit from 0 to 9. It is scaled and centred as MNIST’s digits are, and the network reads it while you draw.',
    body: [
      h(
        'div',
        { class: 'pair' },
        h(
          'div',
          {},
          h(
            'div',
            { class: 'pad' },
            h('canvas', {
              id: 'pad',
              tabindex: 0,
              role: 'img',
              'aria-label': 'Drawing pad',
              'aria-describedby': 'pad-help',
            }),
            h('span', { id: 'pad-cursor', class: 'pad-cursor', 'aria-hidden': 'true' }),
          ),
          h('button', { id: 'clear', type: 'button' }, 'Clear'),
          h(
            'p',
            { id: 'pad-help', class: 'hint' },
            'With keys: arrows move, space puts the pen down or lifts it, Delete clears.',
          ),
        ),
        h('div', {}, h('p', { id: 'recognised', class: 'figure' }, '–'), h('div', { id: 'recognised-bars' })),
      ),
    ],
  },
]);

function showError(error: unknown): void {
  const text =
    error instanceof WorkerFailure
      ? error.message
      : `Something unexpected happened: ${String(error)}. Reload the page.`;
  const alert = byId('alert');
  alert.textContent = text;
  alert.hidden = false;
}

const view = new RunView(new LiveChart(byId('live-chart')));
const client = new TrainerClient((event) => view.onEvent(event));

async function train(): Promise<void> {
  const chosen = document.querySelector<HTMLInputElement>('input[name="backend"]:checked');
  const settings = readSettings(byId<HTMLFormElement>('settings'), chosen?.value ?? 'wasm');
  if (!settings) return;
  byId('alert').hidden = true;
  view.begin();
  try {
    const result = await client.call('train', { settings });
    showResult(result);
    view.end(result);
    redraw();
  } catch (error) {
    view.fail();
    showError(error);
  }
}

byId('train').addEventListener('click', train);
byId('stop').addEventListener('click', () => client.call('stop', {}).catch(showError));
byId('pause').addEventListener('click', () => {
  const paused = view.togglePause();
  client.call(paused ? 'pause' : 'resume', {}).catch(showError);
});

const bars = new Bars();
byId('recognised-bars').append(bars.element);
let drawing: Float32Array | undefined;
let reading = false;

/** Asks about the latest drawing, one question at a time. */
async function redraw(): Promise<void> {
  if (reading || !view.trained) return;
  reading = true;
  try {
    let asked: Float32Array | undefined;
    do {
      asked = drawing;
      const probabilities = asked && (await client.call('recognise', { pixels: asked }));
      bars.show(probabilities);
      byId('recognised').textContent = probabilities ? String(probabilities.indexOf(Math.max(...probabilities))) : '–';
    } while (asked !== drawing);
  } catch (error) {
    showError(error);
  } finally {
    reading = false;
  }
}

const pad = new Pad(byId<HTMLCanvasElement>('pad'), byId('pad-cursor'), {
  onDrawing(pixels) {
    drawing = pixels;
    void redraw();
  },
  onStatus: (text) => view.say(text),
});
byId('clear').addEventListener('click', () => pad.clear());

try {
  const rows = await client.call('describe-backends', {});
  byId('backends-body').replaceChildren(backendChoice(rows));
  view.ready();
} catch (error) {
  showError(error);
}
