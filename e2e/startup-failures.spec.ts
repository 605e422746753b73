import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createProject } from '../src/main/store/createProject.ts'
import { systemClock } from '../src/main/system/clock.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import { startProgram } from './hosts/electronShim.ts'
import { runWebProcess } from './hosts/webProcess.ts'
import { expect, test as base } from './workbench.ts'

interface Failure {
  /** What the person reads. */
  readonly message: string
  /** The program went on without what was wrong. */
  readonly wentOn: boolean
}

const test = base.extend<{ startWith: (args: readonly string[]) => Promise<Failure> }>({
  startWith: async ({ host }, use) => {
    test.skip(host === 'electron', 'message boxes of the system cannot be read')
    await use((args) => (host === 'web' ? failOnWeb(args) : failOnDesktop(args)))
  },
})

async function failOnWeb(args: readonly string[]): Promise<Failure> {
  const { code, stdout, stderr } = await runWebProcess(args)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  return { message: stderr.trimEnd(), wentOn: false }
}

/** The desktop shows a message box; then it ends, or opens its window without the project. */
async function failOnDesktop(args: readonly string[]): Promise<Failure> {
  const loaded = Promise.withResolvers<true>()
  let message = ''
  const program = startProgram(args, {
    errorBox: (_title: string, content: string) => (message = content),
    load: () => loaded.resolve(true),
  })
  const wentOn = await Promise.race([loaded.promise, program.ended.then(() => false)])
  program.child.kill()
  await program.ended
  return { message, wentOn }
}

/** One or two sentences for a person: what was found and what to do, without the inside of the program. */
function expectReadable(message: string): void {
  expect(message.split('\n')).toHaveLength(1)
  expect(message).not.toMatch(/ at .*:\d+|Error:|undefined|ENO|EEXIST|SQLITE|\[object/)
  expect(message.length).toBeGreaterThan(40)
}

/** A sound project without posts, closed. */
function makeProject(folder: string): string {
  createProject(folder, { name: 'Trial', labels: DEFAULT_LABELS, clock: systemClock }).close()
  return folder
}

test('the data folder is a file', async ({ folders, startWith }) => {
  const file = join(folders.files, 'taken')
  writeFileSync(file, '')
  const { message, wentOn } = await startWith(['--data-dir', file])
  expectReadable(message)
  expect(message).toContain(file)
  expect(message).toContain('--data-dir')
  expect(wentOn).toBe(false)
})

test('the project is not there', async ({ folders, startWith }) => {
  const { message } = await startWith([join(folders.files, 'Nowhere.vsgn'), '--data-dir', folders.dataDir])
  expectReadable(message)
  expect(message).toContain('Nowhere.vsgn')
})

test('the project is of a newer program and is left as it was', async ({ folders, startWith }) => {
  const project = makeProject(join(folders.files, 'Newer.vsgn'))
  const database = new Database(join(project, 'project.sqlite'))
  database.pragma('user_version = 999')
  database.close()
  const before = readFileSync(join(project, 'project.sqlite'))
  const { message } = await startWith([project, '--data-dir', folders.dataDir])
  expectReadable(message)
  expect(message).toContain('newer program')
  expect(readFileSync(join(project, 'project.sqlite')).equals(before)).toBe(true)
})

test('the project is damaged and is left as it was', async ({ folders, startWith }) => {
  const project = makeProject(join(folders.files, 'Damaged.vsgn'))
  const path = join(project, 'project.sqlite')
  const damaged = readFileSync(path).fill(0x5a, 0, 1000)
  writeFileSync(path, damaged)
  const { message } = await startWith([project, '--data-dir', folders.dataDir])
  expectReadable(message)
  expect(message).toMatch(/damaged/)
  expect(readFileSync(path).equals(damaged)).toBe(true)
})

test('a project that cannot be opened does not keep the window shut', async ({
  host,
  folders,
  startWith,
}) => {
  test.skip(host === 'web', 'on the command line the program ends instead')
  const { message, wentOn } = await startWith([
    join(folders.files, 'Nowhere.vsgn'),
    '--data-dir',
    folders.dataDir,
  ])
  expectReadable(message)
  expect(wentOn).toBe(true)
})

test('the port is taken', async ({ host, folders, startWith }) => {
  test.skip(host !== 'web', 'only the web host listens')
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  try {
    const { message } = await startWith(['--port', String(port), '--data-dir', folders.dataDir])
    expectReadable(message)
    expect(message).toContain(`Port ${port} is used by another program`)
  } finally {
    other.close()
  }
})

test('a wrong command line is answered with what to write', async ({ host, folders }) => {
  test.skip(host !== 'web', 'the desktop program has no command line to speak of')
  for (const args of [
    ['--prot', '1'],
    ['--port', 'x'],
    ['--host', '0.0.0.0'],
    ['a.vsgn', 'b.vsgn'],
  ]) {
    const { code, stdout, stderr } = await runWebProcess([...args, '--data-dir', folders.dataDir])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).not.toMatch(/ at .*:\d+/)
  }
  expect(readdirSync(folders.dataDir)).toEqual([])
})
