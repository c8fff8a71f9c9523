import { toMnist } from './to-mnist.js';

/** What a pad tells of. */
export interface PadListener {
  /** The drawing in MNIST's form; undefined where the pad is empty. */
  onDrawing(pixels: Float32Array | undefined): void;
  /** What a screen reader should say. */
  onStatus(text: string): void;
}

const SIZE = 280;
const PEN = 22;
/** How far an arrow key moves the pen, in pixels of the pad. */
const STEP = 10;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A square to draw a digit on, by mouse, touch, pen or keys: arrows move, space puts the pen down or lifts it. */
export class Pad {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #cursor: HTMLElement;
  #last: Place | undefined;
  #keyPlace: Place = { x: SIZE / 2, y: SIZE / 2 };
  #penDown = false;

  constructor(
    canvas: HTMLCanvasElement,
    cursor: HTMLElement,
    readonly listener: PadListener,
  ) {
    this.#canvas = canvas;
    this.#cursor = cursor;
    canvas.width = SIZE;
    canvas.height = SIZE;
    this.#context = canvas.getContext('2d', { willReadFrequently: true })!;
    this.#listen();
    this.clear();
  }

  /** Wipes the pad. */
  clear(): void {
    this.#context.clearRect(0, 0, SIZE, SIZE);
    this.#penDown = false;
    this.#moveCursor(this.#keyPlace);
    this.listener.onDrawing(undefined);
  }

  #listen(): void {
    this.#canvas.addEventListener('pointerdown', (event) => {
      this.#canvas.setPointerCapture(event.pointerId);
      this.#last = this.#placeOf(event);
      this.#lineTo(this.#last);
    });
    this.#canvas.addEventListener('pointermove', (event) => {
      if (!this.#last) return;
      for (const each of event.getCoalescedEvents?.() ?? [event]) this.#lineTo(this.#placeOf(each));
    });
    for (const name of ['pointerup', 'pointercancel'] as const) {
      this.#canvas.addEventListener(name, () => {
        this.#last = undefined;
      });
    }
    this.#canvas.addEventListener('keydown', (event) => this.#onKey(event));
  }

  #placeOf(event: PointerEvent): Place {
    const { left, top, width, height } = this.#canvas.getBoundingClientRect();
    return { x: ((event.clientX - left) / width) * SIZE, y: ((event.clientY - top) / height) * SIZE };
  }

  #onKey(event: KeyboardEvent): void {
    const moves: Record<string, readonly [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const move = moves[event.key];
    if (event.key === ' ') this.#togglePen();
    else if (move) this.#moveKey(move);
    else if (event.key === 'Delete' || event.key === 'Backspace') this.clear();
    else return;
    event.preventDefault();
  }

  #togglePen(): void {
    this.#penDown = !this.#penDown;
    this.listener.onStatus(this.#penDown ? 'Pen down' : 'Pen up');
    this.#last = this.#keyPlace;
    if (this.#penDown) this.#lineTo(this.#keyPlace);
    this.#last = undefined;
    this.#moveCursor(this.#keyPlace);
  }

  #moveKey([right, down]: readonly [number, number]): void {
    const inside = (value: number) => Math.min(SIZE - PEN / 2, Math.max(PEN / 2, value));
    const next = { x: inside(this.#keyPlace.x + right * STEP), y: inside(this.#keyPlace.y + down * STEP) };
    if (this.#penDown) {
      this.#last = this.#keyPlace;
      this.#lineTo(next);
      this.#last = undefined;
    }
    this.#moveCursor(next);
  }

  #moveCursor(place: Place): void {
    this.#keyPlace = place;
    this.#cursor.style.left = `${(100 * place.x) / SIZE}%`;
    this.#cursor.style.top = `${(100 * place.y) / SIZE}%`;
    this.#cursor.dataset.pen = this.#penDown ? 'down' : 'up';
  }

  #lineTo(place: Place): void {
    const from = this.#last ?? place;
    Object.assign(this.#context, { lineWidth: PEN, lineCap: 'round', lineJoin: 'round', strokeStyle: '#000' });
    this.#context.beginPath();
    this.#context.moveTo(from.x, from.y);
    this.#context.lineTo(place.x, place.y + 0.01);
    this.#context.stroke();
    this.#last = place;
    this.listener.onDrawing(this.#read());
  }

  #read(): Float32Array | undefined {
    const { data } = this.#context.getImageData(0, 0, SIZE, SIZE);
    const ink = Float32Array.from({ length: SIZE * SIZE }, (_, i) => data[4 * i + 3]! / 255);
    return toMnist({ data: ink, width: SIZE, height: SIZE });
  }
}
