import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { importedPost, publishPosts } from '../store.fixture.ts'
import type { Workshop } from '../store.fixture.ts'

const PROGRAMS = import.meta.dirname
/** Spares each of many short lives the translation of its TypeScript. */
const COMPILE_CACHE = join(PROGRAMS, '../../../../.cache/compile')

/** How often something is tried: the number in a variable (set by `npm run soak`), else the one of the test run. */
export function times(variable: string, inTestRun: number): number {
  return Number(process.env[variable] ?? inTestRun)
}

/** A closed project of two-token posts; the last twenty have tags to repair. */
export function projectToEdit(workshop: Workshop, base?: string): string {
  const store = workshop.create({ base })
  publishPosts(
    store,
    Array.from({ length: 60 }, (_, index) =>
      importedPost(`post ${index}`, index < 40 ? {} : { tags: ['I-PER', 'O'] }),
    ),
  )
  store.close()
  return store.folder
}

export function program(name: string): string {
  return join(PROGRAMS, `${name}.child.ts`)
}

export interface Running {
  readonly child: ChildProcess
  /** Resolves with everything the program said once it has ended. */
  readonly ended: Promise<{ readonly lines: string[]; readonly errors: string }>
  /** Resolves when a line that starts so was seen, or the program ended. */
  saw(start: string): Promise<void>
}

/** Starts one of the programs beside this file. */
export function start(
  name: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, [program(name), ...parameters], {
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  let errors = ''
  const waiting: { start: string; resolve: () => void }[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    for (const one of waiting) if (`\n${said}`.includes(`\n${one.start}`)) one.resolve()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const ended = new Promise<{ lines: string[]; errors: string }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      // A line cut off by the kill was not said.
      resolve({
        lines: said
          .slice(0, said.lastIndexOf('\n') + 1)
          .split('\n')
          .slice(0, -1),
        errors,
      })
    })
  })
  return {
    child,
    ended,
    saw: (line) =>
      Promise.race([
        new Promise<void>((resolve) => waiting.push({ start: line, resolve })),
        ended.then(() => undefined),
      ]),
  }
}
