import type { NdArray } from '@glassbox/core';
import * as Plot from '@observablehq/plot';
import { inkPixels } from '../images/colour-maps.js';
import { pngDataUri } from '../images/png.js';
import type { ImageInfo } from '../info/image-info.js';
import { type PredictionInfo, type PredictionOptions, predictionInfo } from '../info/prediction-info.js';
import { bottomAxis } from './axes.js';
import type { Chart } from './chart.js';
import { figure } from './figure.js';
import { formatPercent } from './format.js';
import { plotPanel } from './plot-panel.js';
import { textWidth } from './svg.js';
import type { Theme } from './theme.js';

/**
 * Draws one grayscale image, dark ink on white, with the predicted label as its title, and, where probabilities are given, how sure the model is of
 * each class.
 *
 * @param image `[height, width]`, a batch axis of 1 in front and a channel axis of 1 behind allowed; another shape throws `bad-shape`.
 * @param options `probabilities` or `prediction` is needed, else `bad-argument`; `trueLabel`, `classNames`, `title`.
 * @example
 * toSvg(imageWithPrediction(image, { probabilities: probabilities.row(0), trueLabel: 7 }));
 */
export function imageWithPrediction(image: NdArray, options: PredictionOptions): Chart<PredictionInfo> {
  const info = predictionInfo(image, options);
  const title = options.title ?? `Predicted label: ${info.predicted}`;
  const subtitle = finding(info);
  const size = `A grayscale image of ${info.image.width} by ${info.image.height} pixels`;
  const description = `${size}, predicted as ${info.predicted}${subtitle ? `; ${subtitle}` : ''}.`;
  return {
    info,
    title,
    description,
    table: {
      caption: title,
      columns: ['class', 'probability'],
      rows: info.classes.map(({ label, probability }) => [label, probability]),
    },
    draw: (document, theme) => draw(document, theme, info, { title, description, subtitle }),
  };
}

const imageSide = 300;

function draw(
  document: Document,
  theme: Theme,
  info: PredictionInfo,
  words: { title: string; description: string; subtitle: string | undefined },
): SVGSVGElement {
  const picture = imagePanel(document, theme, info.image);
  const body = [{ node: picture.node, x: 8, y: 4 }];
  let [width, height] = [picture.width + 24, picture.height];
  if (info.classes.length > 0) {
    const bars = barPanel(document, theme, info, picture.height);
    body.push({ node: bars.node, x: picture.width + 24, y: 4 });
    [width, height] = [width + bars.width + 8, Math.max(height, bars.height)];
  }
  return figure(document, theme, { ...words, width: Math.max(width, 340), bodyHeight: height + 14, body });
}

function imagePanel(document: Document, theme: Theme, image: ImageInfo) {
  const { width: columns, height: rows } = image;
  const scale = imageSide / Math.max(columns, rows);
  const [w, h] = [columns * scale, rows * scale];
  const margins = { marginLeft: 52, marginTop: 8, marginRight: 4, marginBottom: 48 };
  const [width, height] = [w + margins.marginLeft + margins.marginRight, h + margins.marginTop + margins.marginBottom];
  const src = pngDataUri(inkPixels(image.shares, columns, rows));
  const node = plotPanel(document, theme, {
    width,
    height,
    ...margins,
    x: { domain: [-0.5, columns - 0.5] },
    y: { domain: [rows - 0.5, -0.5] },
    marks: [
      Plot.image([src], {
        src: (uri: string) => uri,
        frameAnchor: 'middle',
        width: w,
        height: h,
        imageRendering: 'optimizeSpeed',
      }),
      Plot.frame({ stroke: theme.muted, strokeOpacity: 0.6 }),
      bottomAxis({ label: 'column (pixel)', ticks: pixelTicks(columns), tickFormat: 'd' }),
      Plot.axisY({
        ticks: pixelTicks(rows),
        tickFormat: 'd',
        tickSize: 4,
        label: 'row (pixel)',
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 44,
      }),
    ],
  });
  return { node, width, height };
}

/** Whole pixels from 0, at most seven of them. */
function pixelTicks(extent: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((each) => extent / each <= 6) ?? 1000;
  return Array.from({ length: Math.ceil(extent / step) }, (_, index) => index * step);
}

function barPanel(document: Document, theme: Theme, info: PredictionInfo, imageHeight: number) {
  const { classes } = info;
  const height = Math.max(imageHeight, classes.length * 20 + 56);
  const longest = classes.reduce((most, { label }) => Math.max(most, textWidth(label, 12)), 0);
  const marginLeft = longest + 36;
  const width = marginLeft + 270;
  const node = plotPanel(document, theme, {
    width,
    height,
    marginLeft,
    marginRight: 66,
    marginTop: 8,
    marginBottom: 48,
    x: { domain: [0, 1] },
    y: { type: 'band', domain: classes.map(({ label }) => label), padding: 0.25 },
    marks: [
      Plot.barX(classes, {
        x: 'probability',
        y: 'label',
        fill: theme.series[0]!,
        fillOpacity: ({ label }: (typeof classes)[number]) => (label === info.predicted ? 1 : 0.5),
      }),
      Plot.ruleX([0], { stroke: theme.muted }),
      percents(
        classes.filter(({ label }) => label !== info.predicted),
        400,
      ),
      percents(
        classes.filter(({ label }) => label === info.predicted),
        600,
      ),
      bottomAxis({ label: 'probability', ticks: [0, 0.5, 1], tickFormat: '.0%' }),
      Plot.axisY({ tickSize: 0, label: null }),
      Plot.text(['class'], { text: (text: string) => text, frameAnchor: 'left', rotate: -90, dx: -(longest + 24) }),
    ],
  });
  return { node, width, height };
}

function percents(classes: PredictionInfo['classes'], fontWeight: number): Plot.Markish {
  return Plot.text(classes, {
    x: 'probability',
    y: 'label',
    text: ({ probability }: (typeof classes)[number]) => formatPercent(probability),
    textAnchor: 'start',
    dx: 6,
    fontWeight,
  });
}

function finding({ confidence, trueLabel, isRight }: PredictionInfo): string | undefined {
  const parts = [
    confidence === undefined ? undefined : `confidence ${formatPercent(confidence)}`,
    trueLabel === undefined ? undefined : `true label ${trueLabel} (${isRight ? 'right' : 'wrong'})`,
  ].filter((part) => part !== undefined);
  return parts.length ? parts.join('; ') : undefined;
}
