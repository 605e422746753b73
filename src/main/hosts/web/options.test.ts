import { describe, expect, test } from 'vitest'
import { readOptions, UsageError } from './options.ts'

test('without options: loopback, no project, nothing opened', () => {
  expect(readOptions([])).toEqual({
    host: '127.0.0.1',
    port: null,
    publicOrigin: null,
    project: null,
    sample: false,
    dataRoot: null,
    dataDir: null,
    open: false,
    exitWithStdin: false,
  })
})

test('a project is named either way', () => {
  expect(readOptions(['a.vsgn'])?.project).toBe('a.vsgn')
  expect(readOptions(['--project', 'a.vsgn'])?.project).toBe('a.vsgn')
})

test('--help answers itself', () => {
  expect(readOptions(['--help', '--port', '0'])).toBeNull()
})

test('a public origin is kept without its closing slash', () => {
  expect(readOptions(['--public-origin', 'http://localhost:9000/'])?.publicOrigin).toBe(
    'http://localhost:9000',
  )
})

describe('other machines', () => {
  test('need to be let in by name', () => {
    expect(() => readOptions(['--host', '192.168.1.5'])).toThrow('--allow-remote')
    expect(readOptions(['--host', '192.168.1.5', '--allow-remote'])?.host).toBe('192.168.1.5')
  })
  test('every address needs one that people use', () => {
    expect(() => readOptions(['--allow-remote'])).toThrow('--public-origin')
    expect(readOptions(['--allow-remote', '--public-origin', 'http://gpu:8080'])).toMatchObject({
      host: '0.0.0.0',
      publicOrigin: 'http://gpu:8080',
    })
  })
  test('loopback never does', () => {
    for (const host of ['127.0.0.1', '::1', 'localhost'])
      expect(readOptions(['--host', host])?.host).toBe(host)
  })
})

test.each([
  [['--port', '65536']],
  [['--port', '-1']],
  [['--port', '8e3']],
  [['--port', '']],
  [['--public-origin', 'localhost:9000']],
  [['--public-origin', 'http://localhost:9000/app']],
  [['--public-origin', 'ftp://localhost']],
  [['a.vsgn', 'b.vsgn']],
  [['a.vsgn', '--project', 'b.vsgn']],
  [['--prot', '80']],
])('%j is refused', (args) => {
  expect(() => readOptions(args)).toThrow(UsageError)
})
