import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { join } from 'node:path'
import type { Json } from '../../../../shared/domain/json.ts'

const MAIN = join(import.meta.dirname, '..', 'main.ts')

export interface VsgnRun {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** A running command, for tests that stop it. */
export interface VsgnProcess {
  readonly child: ChildProcessWithoutNullStreams
  /** Resolves when stderr holds `text`; rejects when the process ends before. */
  said(text: string): Promise<void>
  /** Resolves with the first line on stdout; rejects when the process ends before. */
  readonly printed: Promise<string>
  readonly ended: Promise<VsgnRun>
}

/** The command line as a process of its own, with `home` for settings and log. */
export function startVsgn(
  home: string,
  args: readonly string[],
  nodeOptions: readonly string[] = [],
): VsgnProcess {
  const env = { ...process.env, VSGN_WORKBENCH_HOME: home }
  const child = spawn(process.execPath, [...nodeOptions, MAIN, ...args], { env })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  const ended = new Promise<VsgnRun>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  const printed = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const end = stdout.indexOf('\n')
      if (end >= 0) resolve(stdout.slice(0, end))
    })
    void ended.then(() => reject(new Error(`ended without a line on stdout: ${stderr}`)))
  })
  // Only who waits for the line minds that it never came.
  printed.catch(() => undefined)
  return {
    child,
    ended,
    printed,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stderr.includes(text)) resolve()
        }
        child.stderr.on('data', look)
        void ended.then(() => reject(new Error(`ended without saying "${text}": ${stderr}`)))
        look()
      }),
  }
}

export function runVsgn(home: string, ...args: readonly string[]): Promise<VsgnRun> {
  return startVsgn(home, args).ended
}

/** The one document on stdout. @throws when there is anything else. */
export function documentOf({ stdout, stderr }: VsgnRun): Json {
  const lines = stdout.split('\n')
  if (lines.length !== 2 || lines[1] !== '')
    throw new Error(`expected one line on stdout, found: ${stdout}${stderr}`)
  return JSON.parse(lines[0] ?? '') as Json
}
