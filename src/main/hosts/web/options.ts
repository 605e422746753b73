import { parseArgs } from 'node:util'

/** How the web host is asked to run. */
export interface WebOptions {
  readonly host: string
  /** Null: the port of last time if it is free, else any. */
  readonly port: number | null
  readonly publicOrigin: string | null
  /** Null: no project is opened. */
  readonly project: string | null
  /** Opens the person's copy of the sample project. */
  readonly sample: boolean
  /** Null: the person's home folder. */
  readonly dataRoot: string | null
  /** Null: the system's usual place. */
  readonly dataDir: string | null
  readonly open: boolean
  readonly exitWithStdin: boolean
}

export const USAGE = `Usage: web [PROJECT] [options]

Serves the workbench to a browser on this machine and prints its address.

  --port N              listen on this port; without it, the one of last time if it is free, else any
  --project FOLDER      the same as PROJECT: open this project
  --sample              open your copy of the sample project
  --data-root FOLDER    the folder whose files the browser may choose from (default: your home folder)
  --data-dir FOLDER     where settings, recent projects and the log are kept
  --open                open the address in the default browser
  --public-origin URL   the address people use, when a tunnel or proxy changes it, e.g. http://localhost:9000
  --host ADDRESS        listen on this address (default 127.0.0.1); any other than loopback needs --allow-remote
  --allow-remote        let other machines connect; the connection is not encrypted, prefer an SSH tunnel
  --exit-with-stdin     stop when standard input is closed
  --help                this text

Example: web ~/posts/Elections.vsgn --open
`

/** Thrown for a wrong command line; the message says what to write instead. */
export class UsageError extends Error {}

/** Null: `--help` was asked for. @throws UsageError */
export function readOptions(args: readonly string[]): WebOptions | null {
  const { values, positionals } = parse(args)
  if (values.help) return null
  const publicOrigin = readOrigin(values['public-origin'])
  const host = values.host ?? (values['allow-remote'] ? '0.0.0.0' : '127.0.0.1')
  checkHost(host, values['allow-remote'], publicOrigin)
  if (positionals.length + Number(values.project !== undefined) + Number(values.sample) > 1)
    throw new UsageError('One project can be opened at a time. Name one.')
  return {
    host,
    port: readPort(values.port),
    publicOrigin,
    project: positionals[0] ?? values.project ?? null,
    sample: values.sample,
    dataRoot: values['data-root'] ?? null,
    dataDir: values['data-dir'] ?? null,
    open: values.open,
    exitWithStdin: values['exit-with-stdin'],
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        project: { type: 'string' },
        sample: { type: 'boolean', default: false },
        'data-root': { type: 'string' },
        'data-dir': { type: 'string' },
        'public-origin': { type: 'string' },
        host: { type: 'string' },
        'allow-remote': { type: 'boolean', default: false },
        open: { type: 'boolean', default: false },
        'exit-with-stdin': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function readPort(text: string | undefined): number | null {
  if (text === undefined) return null
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new UsageError(`--port ${text} is not a port. Give a number from 0 (any free port) to 65535.`)
}

function readOrigin(text: string | undefined): string | null {
  if (text === undefined) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url !== null && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, ''))
    return url.origin
  throw new UsageError(
    `--public-origin ${text} is not an address. Give scheme, name and port only, e.g. http://localhost:9000.`,
  )
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

function checkHost(host: string, allowRemote: boolean, publicOrigin: string | null): void {
  if (LOOPBACK.has(host)) return
  if (!allowRemote)
    throw new UsageError(
      `--host ${host} would let other machines connect. Add --allow-remote if that is meant; an SSH tunnel is safer.`,
    )
  if ((host === '0.0.0.0' || host === '::') && publicOrigin === null)
    throw new UsageError(
      'Listening on every address needs --public-origin, the address people will use, e.g. http://gpu-server:8080.',
    )
}
