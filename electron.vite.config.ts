import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const main = (path: string): string => resolve(import.meta.dirname, 'src/main', path)

// Packages of `dependencies` stay outside the bundles of the main process (electron-vite's default): native code cannot
// be bundled, and the rest is found in node_modules of a checkout and of a package alike.
export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          electron: main('hosts/electron/main.ts'),
          web: main('hosts/web/main.ts'),
          cli: main('hosts/cli/main.ts'),
          modelProcess: main('jobs/modelProcess.ts'),
          pictureProcess: main('jobs/pictureProcess.ts'),
          visionProcess: main('jobs/visionProcess.ts'),
          trainingProcess: main('jobs/trainingProcess.ts'),
        },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      rollupOptions: {
        input: { preload: main('hosts/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      minify: true,
      // The policy allows no `data:`: small fonts and pictures stay files.
      assetsInlineLimit: 0,
      // Loaded from this machine: one file is as good as many.
      chunkSizeWarningLimit: 2000,
      rollupOptions: { input: resolve(import.meta.dirname, 'src/renderer/index.html') },
    },
  },
})
