import { describe, expect, test } from 'vitest'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { runCli } from './runCli.ts'

interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly reported: readonly unknown[]
}

/** Runs in this process; no command may get as far as opening the core. */
async function run(
  argv: readonly string[],
  given: Partial<{ commands: readonly Command[]; signal: AbortSignal }> = {},
): Promise<Run> {
  let stdout = ''
  let stderr = ''
  const reported: unknown[] = []
  const code = await runCli(argv, {
    commands,
    version: '1.2.3',
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    clock: { now: () => 0 },
    signal: new AbortController().signal,
    processes: {
      spawn: () => {
        throw new Error('a process was started')
      },
    },
    withCore: () => () => Promise.reject(new Error('the core was opened')),
    report: (error) => `entry-${reported.push(error)}`,
    ...given,
  })
  return { code, stdout, stderr, reported }
}

function documentOf({ stdout }: Run): unknown {
  expect(stdout).toMatch(/^[^\n]+\n$/)
  return JSON.parse(stdout)
}

const failing = (error: unknown): Command => ({
  name: 'fail',
  summary: 'fails',
  positionals: '',
  options: {},
  example: 'vsgn fail',
  run: () => Promise.reject(error instanceof Error ? error : new Error(String(error))),
})

test.each([
  [[]],
  [['nothing']],
  [['constructor']],
  [['new']],
  [['new', 'a', 'b']],
  [['new', 'a', '--labels', 'PER,,LOC']],
  [['new', 'a', '--labels']],
  [['new', 'a', '--labels', 'PER,LOC,PER']],
  [['new', '']],
  [['import', 'p.vsgn']],
  [['import', 'p.vsgn', 'a.txt', '--format', 'xml']],
  [['import', 'p.vsgn', 'a.txt', '--encoding', 'utf-9']],
  [['import', 'p.vsgn', 'a.txt', '--label-names', 'O,B-PER,B-PER']],
  [['import', 'p.vsgn', 'a.txt', '--label-names', 'O,,B-PER']],
  [['import', 'p.vsgn', 'a.txt', '--columns', 'tokens']],
  [['import', 'p.vsgn', 'a.txt', '--offsets', 'bytes']],
  [['predict', 'p.vsgn', '--limit', 'many']],
  [['predict', 'p.vsgn', '--limit', '0']],
  [['predict', 'p.vsgn', '--limit', '-3']],
  [['predict', 'p.vsgn', '--device', 'abacus']],
  [['predict', 'p.vsgn', '--device', 'cpu', '--device', 'webgpu']],
  [['predict', 'p.vsgn', '--unknown']],
  [['export', 'p.vsgn']],
  [['export', 'p.vsgn', 'out.txt', '--tags', 'silver']],
  [['export', 'p.vsgn', 'out.txt', '--format', 'xml']],
  [['evaluate', 'tiny']],
  [['train', 'out']],
  [['train', 'out', '--data', 'a', '--seed', 'x']],
  [['train', 'out', '--data', 'a', '--epochs', '0']],
  [['model']],
  [['model', 'tiny', '--size', 'compact']],
  [['model', 'tiny', '--without', 'vsg']],
  [['model', '--size', 'compact', '--without', 'wheels']],
  [['errors']],
  [['serve', 'a', 'b']],
  [['serve', '--port', '65536']],
])('vsgn %j is wrong usage: status 2, one JSON document, the way out on stderr', async (argv) => {
  const result = await run([...argv, '--json'])
  expect(result.code).toBe(2)
  expect(documentOf(result)).toEqual({ error: { kind: 'usage', message: expect.any(String) as string } })
  expect(result.stderr).toMatch(/Usage: vsgn/)
  expect(result.reported).toEqual([])
})

test.each(commands.map(({ name }) => name))(
  'vsgn %s --help shows its usage and one example',
  async (name) => {
    for (const help of ['--help', '-h']) {
      const { code, stdout, stderr } = await run([name, help])
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(new RegExp(`^Usage: vsgn ${name} `))
      expect(stdout).toMatch(new RegExp(`Example:\\n {2}vsgn ${name} [^\\n]+\\n$`))
    }
  },
)

test('more labels than a project holds, or too long a split, are told in plain words', async () => {
  const names = Array.from({ length: 41 }, (_, index) => `T${index}`).join(',')
  expect((await run(['new', 'a', '--labels', names])).stderr).toMatch(
    /^--labels names 41 labels; a project can have up to 40\. Leave some out\.\nUsage: /u,
  )
  const split = 's'.repeat(61)
  expect((await run(['import', 'p.vsgn', 'a.txt', '--split', split])).stderr).toMatch(
    /^--split s+: the name has 61 characters; expected at most 60\.\nUsage: /u,
  )
})

test('with --json help and version are one document too', async () => {
  for (const argv of [['--help'], ['new', '--help'], ['model', '-h']]) {
    const result = await run([...argv, '--json'])
    expect(result.code).toBe(0)
    expect(documentOf(result)).toEqual({ help: expect.stringMatching(/^Usage: vsgn /) as string })
  }
  expect(documentOf(await run(['--version', '--json']))).toEqual({ version: '1.2.3' })
})

test('a part that is named twice is left out once', async () => {
  const once = await run(['model', '--size', 'compact', '--without', 'vsg', '--json'])
  expect(once.code).toBe(0)
  expect(await run(['model', '--size', 'compact', '--without', 'vsg, vsg', '--json'])).toEqual(once)
})

test('every command of the contract is there', async () => {
  const names = [
    'new',
    'import',
    'predict',
    'export',
    'train',
    'evaluate',
    'precision',
    'model',
    'errors',
    'snapshots',
    'serve',
  ]
  expect(commands.map(({ name }) => name)).toEqual(names)
  const { code, stdout } = await run(['--help'])
  expect(code).toBe(0)
  for (const name of names) expect(stdout).toContain(`\n  ${name} `)
  expect(await run(['--version'])).toMatchObject({ code: 0, stdout: '1.2.3\n' })
})

test.each(['import', 'export'])(
  '%s of a format nobody knows is wrong usage that names the known ones',
  async (name) => {
    const result = await run([name, 'p.vsgn', 'a', '--format', 'excel', '--json'])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('--format excel: expected one of ')
    for (const known of ['imgid', 'doccano', 'huggingface', 'csv']) expect(result.stderr).toContain(known)
  },
)

describe('a command that fails', () => {
  test('with an expected error ends with status 1 and its message', async () => {
    const error = new WorkbenchError('storage', 'The disk is full.')
    const result = await run(['fail', '--json'], { commands: [failing(error)] })
    expect(result.code).toBe(1)
    expect(documentOf(result)).toEqual({ error: { kind: 'storage', message: 'The disk is full.' } })
    expect(result.stderr).toBe('The disk is full.\n')
  })

  test('about posts lists all of them in the document, and the first ten to people', async () => {
    const refused = Array.from({ length: 12 }, (_, index) => ({
      externalId: `p\t${index}`,
      reason: 'it has a TAB',
    }))
    const error = new WorkbenchError('refused', 'imgid cannot hold 12 posts.', { refused })
    const result = await run(['fail', '--json'], { commands: [failing(error)] })
    expect(documentOf(result)).toEqual({
      error: { kind: 'refused', message: 'imgid cannot hold 12 posts.', refused },
    })
    const shown = Array.from({ length: 10 }, (_, index) => `  pU+0009${index}: it has a TAB\n`)
    expect(result.stderr).toBe(
      `imgid cannot hold 12 posts.\n${shown.join('')}  … and 2 more (--json lists all)\n`,
    )
  })

  test('because it was cancelled ends with status 130', async () => {
    const cancelled = new WorkbenchError('cancelled', 'Stopped after 3 of 7.')
    expect(await run(['fail'], { commands: [failing(cancelled)] })).toMatchObject({ code: 130 })
    const controller = new AbortController()
    const stopped: Command = {
      ...failing(null),
      run: () => {
        controller.abort()
        return Promise.reject(controller.signal.reason as Error)
      },
    }
    expect(await run(['fail'], { commands: [stopped], signal: controller.signal })).toMatchObject({
      code: 130,
    })
  })

  test('unexpectedly shows the log entry on both streams and neither text nor stack', async () => {
    const result = await run(['fail', '--json'], { commands: [failing(new TypeError('secret'))] })
    expect(result.code).toBe(1)
    expect(documentOf(result)).toMatchObject({ error: { kind: 'internal' } })
    expect(result.stdout + result.stderr).toContain('entry-1')
    expect(result.stdout + result.stderr).not.toMatch(/secret|TypeError|\bat /)
    expect(result.reported).toHaveLength(1)
  })
})
