// The thread that draws: Vega makes the drawing, resvg the PNG; both are large, and busy for as long as a picture takes.

import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { renderAsync } from '@resvg/resvg-js';
import { parse, type Spec, View } from 'vega';

/** What is to be drawn. */
export interface PaintOrder {
  readonly spec: Spec;
  readonly font: string;
  readonly pixelWidth: number;
}

/** The PNG, or why there is none. */
export type Painted = { readonly png: Uint8Array } | { readonly error: string };

const require = createRequire(import.meta.url);
/** Letters come with the picture: no font of the machine is looked for. */
const fontFiles = [
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
];

async function paint({ spec, font, pixelWidth }: PaintOrder): Promise<Uint8Array> {
  const view = new View(parse(spec), { renderer: 'none' });
  try {
    const image = await renderAsync(await view.toSVG(), {
      font: { loadSystemFonts: false, fontFiles, defaultFontFamily: font },
      fitTo: { mode: 'width', value: pixelWidth },
    });
    return image.asPng();
  } finally {
    view.finalize();
  }
}

parentPort?.on('message', (order: PaintOrder) => {
  paint(order).then(
    (png) => parentPort?.postMessage({ png } satisfies Painted),
    (error: unknown) => parentPort?.postMessage({ error: String(error) } satisfies Painted),
  );
});
