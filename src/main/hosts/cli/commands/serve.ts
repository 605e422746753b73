import type { Command } from '../command.ts'
import { UsageError } from '../usageError.ts'

export const serveCommand: Command = {
  name: 'serve',
  summary: 'opens the workbench to a browser on this machine; prints its address on one line',
  positionals: '[PROJECT]',
  options: {
    port: {
      value: 'N',
      help: 'the port to listen on (default: the one of last time if it is free, else any)',
    },
  },
  example: 'vsgn serve news.vsgn --port 8080',
  run: async (args, { signal, print }) => {
    const [project = null, ...more] = args.positionals
    if (more.length > 0) throw new UsageError('One project can be opened at a time.')
    const port = args.integer('port', 0)
    if (port !== null && port > 65_535) throw new UsageError(`--port ${port}: expected at most 65535.`)
    // Loaded when it is wanted: the other commands need neither sockets nor pages.
    const { serve } = await import('../../web/serve.ts')
    const serving = await serve({
      host: '127.0.0.1',
      port,
      publicOrigin: null,
      project,
      sample: false,
      dataRoot: null,
      dataDir: null,
      open: false,
      exitWithStdin: false,
    })
    print({ document: { address: serving.address }, report: [serving.address] })
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      else signal.addEventListener('abort', () => resolve(), { once: true })
    })
    await serving.close()
    return null
  },
}
