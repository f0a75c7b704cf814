// Builds the playground's two pages, the desk beside the shop and the shop alone, into dist/playground-page.
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/playground/assets/',
  publicDir: false,
  plugins: [preact()],
  build: {
    outDir: here('../../dist/playground-page'),
    emptyOutDir: true,
    assetsDir: '',
    // The pages' policy forbids data: scripts and inline code, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { index: here('index.html'), shop: here('shop.html') } },
  },
});
