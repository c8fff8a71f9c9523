/**
 * The chapters of the living notebook in their order. Nothing here needs Node: the page and the command line both tell by it.
 *
 * `lead` is what a chapter is about, in a sentence or two, for people.
 */
export const frame = [
  {
    id: 'backends',
    title: 'Where it computes',
    lead: 'A backend is the engine under the network. The first one wanted that this machine can run does the work.',
  },
  {
    id: 'building-blocks',
    title: 'What the network is made of',
    lead:
      'A neuron weighs its inputs, adds a bias and bends the sum by an activation function. Neurons side by side are a layer, ' +
      'layers one behind the other are a network, and learning means moving the weights so that the answers get better.',
  },
  {
    id: 'activations',
    title: 'Activation functions',
    lead: 'Without a bend between them, any number of layers comes to a single one. These are the bends that people use most.',
  },
  {
    id: 'data',
    title: 'The data',
    lead:
      'MNIST: handwritten digits of 28 x 28 grey pixels, each with the digit that was meant. Pixels are scaled from 0 ... 255 ' +
      'to 0 ... 1, so that no input starts out louder than the weights can answer.',
  },
  {
    id: 'model',
    title: 'The model',
    lead:
      'The picture is laid out as 784 numbers, 128 ReLU neurons look for strokes in it, dropout silences a fifth of them at ' +
      'random at each training step, and ten softmax neurons share out the probability.',
  },
  {
    id: 'training',
    title: 'Training',
    lead:
      'Adam takes 32 digits at a time and moves the weights against the cross-entropy. The last fifth of the training digits ' +
      'is never trained on: it shows whether the network learns digits or learns them by heart.',
  },
  {
    id: 'evaluation',
    title: 'Evaluation',
    lead: 'The verdict comes from test digits that neither training nor validation has seen.',
  },
  {
    id: 'prediction',
    title: 'A first prediction',
    lead: 'For one digit the network gives ten probabilities. The largest is its answer.',
  },
  {
    id: 'image',
    title: 'The digit and its label',
    lead: 'The same digit as a person sees it, under the answer that the network gave.',
  },
  {
    id: 'curves',
    title: 'How it learned',
    lead: 'Accuracy and loss after each epoch. Where training goes on improving and validation no longer does, overfitting begins.',
  },
  {
    id: 'dropout',
    title: 'More dropout against overfitting',
    lead: 'The same network with half of the hidden neurons silenced at each step, from the same seed, beside the first.',
  },
  {
    id: 'challenges',
    title: 'Where to go on',
    lead: 'What commonly goes wrong with a network of your own, and what to reach for.',
  },
] as const satisfies readonly ChapterFrame[];

/** What is told of a chapter before it runs. */
export interface ChapterFrame {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
}

/** The name of a chapter, also its anchor in the report and the page. */
export type ChapterId = (typeof frame)[number]['id'];

/** The frame of one chapter. */
export function chapterFrame(id: ChapterId): ChapterFrame {
  return frame.find((chapter) => chapter.id === id)!;
}
