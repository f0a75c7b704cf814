// Builds the widget into dist/widget: the panel's page with its assets, then the loader and the launcher as classic scripts.

import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { build, defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One self-contained classic script, beside what is already in the folder; returns its file's name. */
async function buildScript(
  outDir: string,
  entry: string,
  file: string,
  define: Record<string, string>,
): Promise<string> {
  const built = await build({
    configFile: false,
    root: here('.'),
    publicDir: false,
    logLevel: 'warn',
    define,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2020',
      rollupOptions: { input: here(entry), output: { format: 'iife', entryFileNames: file } },
      modulePreload: false,
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output && 'output' in output ? output.output[0] : null;
  if (!chunk) throw new Error(`nothing was built from ${entry}`);
  return chunk.fileName;
}

/** The scripts that run in strangers' pages: the loader under its fixed name, which names the launcher's hashed one. */
function buildScripts(outDir: string): Plugin {
  return {
    name: 'baton-scripts',
    apply: 'build',
    async closeBundle() {
      const launcher = await buildScript(outDir, 'launcher/launcher.ts', 'launcher-[hash].js', {});
      await buildScript(outDir, 'loader/loader.ts', 'widget.js', { launcherFile: JSON.stringify(launcher) });
    },
  };
}

export default defineConfig(() => {
  const outDir = process.env.BATON_WIDGET_OUT ?? here('../dist/widget');
  return {
    root: here('.'),
    base: '/web/assets/',
    publicDir: false,
    plugins: [preact(), buildScripts(outDir)],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      assetsDir: '',
      // The page's policy forbids data: scripts and inline code, so nothing may be inlined.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: here('panel.html') },
    },
  };
});
