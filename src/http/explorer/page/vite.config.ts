import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** GraphiQL carries 370 kB of fonts inside its style sheet; the reader's own fonts do, and the policy asks for none. */
const withoutFonts: Plugin = {
  name: 'without-fonts',
  enforce: 'pre',
  transform: { filter: { id: /graphiql[^?]*\.css/ }, handler: (css) => css.replaceAll(/@font-face\s*\{[^}]*\}/g, '') },
};

// The two steps above 9 save 8 % more and take twenty times as long.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Compressed once, here: the gateway picks the file that the browser accepts. */
const compressed: Plugin = {
  name: 'compressed',
  writeBundle({ dir = '' }) {
    const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(js|css|html|svg)$/.test(file));
    for (const file of files) {
      const content = readFileSync(join(dir, file));
      writeFileSync(join(dir, `${file}.br`), brotliCompressSync(content, BROTLI));
      writeFileSync(join(dir, `${file}.gz`), gzipSync(content, { level: 9 }));
    }
  },
};

export default defineConfig({
  root: path('.'),
  base: '/explorer/',
  logLevel: 'warn',
  plugins: [withoutFonts, compressed],
  resolve: { alias: { 'react-style-singleton': path('./style-singleton.ts') } },
  build: {
    // a fresh folder: see build.mjs
    emptyOutDir: false,
    // nothing as a data: address, which the policy refuses
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // "use client" means nothing outside of a server that renders React
      onwarn: (warning, warn) => (warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning)),
      output: {
        // GraphiQL titles its icons by the names of their functions
        keepNames: true,
        // Two files: what signing in needs, Vite's own loader included, and the editor. GraphiQL by itself comes in thirty small ones.
        codeSplitting: {
          groups: [
            { name: 'start', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]|preload-helper/, priority: 2 },
            { name: 'workbench', test: /node_modules/, priority: 1 },
          ],
        },
      },
    },
  },
});
