import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { builtFile } from './built.ts'

export interface WebProcess {
  /** Opens the program once. */
  readonly address: string
  readonly origin: string
  /** Closes its standard input and waits. */
  stop(): Promise<void>
  kill(): Promise<void>
}

/** What a web host said that ended by itself. */
export interface WebProcessEnd {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the built web host and waits for its address. @throws what it said instead. */
export async function startWebProcess(args: readonly string[]): Promise<WebProcess> {
  const child = launch([...args, '--exit-with-stdin'])
  const ended = endOf(child)
  let killed = false
  const address = await Promise.race([addressOf(child), ended.then(failedStart)])
  return {
    address,
    origin: new URL(address).origin,
    stop: async () => {
      child.stdin?.end()
      const giveUp = setTimeout(() => child.kill('SIGKILL'), 15_000)
      const { code, stderr } = await ended
      clearTimeout(giveUp)
      if (code !== 0 && !killed) throw new Error(`the web host ended with ${code}: ${stderr}`)
    },
    kill: async () => {
      killed = true
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs a web host that is expected to end by itself. */
export function runWebProcess(args: readonly string[]): Promise<WebProcessEnd> {
  return endOf(launch(args))
}

function launch(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [builtFile('main/web.js'), ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const address = /^VSGN Workbench is at (\S+)$/m.exec(text)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
}

function endOf(child: ChildProcess): Promise<WebProcessEnd> {
  return new Promise((resolve) => {
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

function failedStart({ code, stdout, stderr }: WebProcessEnd): never {
  throw new Error(`the web host ended with ${code} before it gave its address: ${stdout}${stderr}`)
}
