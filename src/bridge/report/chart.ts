// A report's pictures as PNGs, drawn beside everything else that Baton does.

import type { Report } from '../../core/report.js';
import { chartFont, chartWidth } from './chart-ground.js';
import { chartSpec } from './chart-specs.js';
import type { ChartName } from './describe.js';
import { createPainter } from './painter.js';

/** Twice what a phone shows, so that letters stay sharp. */
const pixelWidth = chartWidth * 1.5;

/** One for the process: pictures are drawn one after another, whoever asks. */
const painter = createPainter();

/** Draws one picture as a PNG. Rejects when it can't be drawn within 20 s. */
export function drawChart(name: ChartName, report: Report): Promise<Buffer> {
  return painter.paint({ spec: chartSpec(name, report), font: chartFont, pixelWidth });
}
