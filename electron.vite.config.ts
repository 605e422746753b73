import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const main = (path: string): string => resolve(import.meta.dirname, 'src/main', path)

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
      rollupOptions: { input: resolve(import.meta.dirname, 'src/renderer/index.html') },
    },
  },
})
