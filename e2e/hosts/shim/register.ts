// Loaded before the built main of the desktop program: whoever imports `electron` gets the shim.
import { registerHooks } from 'node:module'

const shim = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: shim, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})
