import { registerHooks } from 'node:module'

// Loaded before the program (--import): a Ctrl+C that comes while the program itself is still being loaded.
registerHooks({
  load: (url, context, nextLoad) => {
    if (url.endsWith('/hosts/cli/commands.ts')) process.kill(process.pid, 'SIGINT')
    return nextLoad(url, context)
  },
})
