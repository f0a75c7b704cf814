// Draws a report's pictures: Vega makes the drawing, resvg the PNG; both are large and loaded with the first report.

import { createRequire } from 'node:module';
import type { Report } from '../../core/report.js';
import { chartFont, chartWidth } from './chart-ground.js';
import { chartSpec } from './chart-specs.js';
import type { ChartName } from './describe.js';

/** Twice what a phone shows, so that letters stay sharp. */
const pixelWidth = chartWidth * 1.5;

type Painters = Awaited<ReturnType<typeof loadPainters>>;

let painters: Promise<Painters> | null = null;

async function loadPainters() {
  const [vega, resvg] = await Promise.all([import('vega'), import('@resvg/resvg-js')]);
  const require = createRequire(import.meta.url);
  const fontFiles = [
    require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
    require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  ];
  return { vega, resvg, fontFiles };
}

/** Draws one picture as a PNG. Its letters come with it: no font of the machine is looked for. */
export async function drawChart(name: ChartName, report: Report): Promise<Buffer> {
  painters ??= loadPainters();
  const { vega, resvg, fontFiles } = await painters;
  const view = new vega.View(vega.parse(chartSpec(name, report)), { renderer: 'none' });
  try {
    const svg = await view.toSVG();
    const image = await resvg.renderAsync(svg, {
      font: { loadSystemFonts: false, fontFiles, defaultFontFamily: chartFont },
      fitTo: { mode: 'width', value: pixelWidth },
    });
    return image.asPng();
  } finally {
    view.finalize();
  }
}
