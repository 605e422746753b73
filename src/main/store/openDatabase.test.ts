import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mkdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { connect, openDatabase } from './openDatabase.ts'
import { Workshop } from './store.fixture.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

function file(): string {
  const path = join(workshop.folder(), 'a.sqlite')
  mkdirSync(dirname(path), { recursive: true })
  return path
}

describe('openDatabase', () => {
  it('has every commit on disk before it returns, on a new file and on later connections', () => {
    const path = file()
    for (const visit of ['new', 'again']) {
      const connection = openDatabase(path)
      connection.write(() => connection.script(`CREATE TABLE "${visit}" (x INTEGER) STRICT`))
      expect(connection.pragma('synchronous')).toBe(2)
      expect(connection.pragma('journal_mode')).toBe('wal')
      expect(connection.pragma('foreign_keys')).toBe(1)
      connection.close()
    }
  })

  it('shows why FULL must be set: a connection left alone falls back to NORMAL', () => {
    const path = file()
    const connection = connect(path)
    connection.pragma('journal_mode = WAL')
    connection.script('CREATE TABLE t (x INTEGER) STRICT')
    expect(connection.pragma('synchronous')).toBe(1)
    connection.close()
  })

  it('takes back a transaction that throws and refuses asynchronous ones', () => {
    const connection = openDatabase(file())
    connection.script('CREATE TABLE t (x INTEGER) STRICT')
    const insert = (): unknown => connection.run('INSERT INTO t VALUES (?)', [1])
    expect(() =>
      connection.write(() => {
        insert()
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(() => connection.write(() => Promise.resolve(insert()))).toThrow(TypeError)
    expect(connection.all('SELECT x FROM t')).toEqual([])
    connection.close()
  })

  it('says in words that a file is no database', () => {
    const path = file()
    writeFileSync(path, 'not a database at all, but long enough to look at'.repeat(40))
    expect(() => openDatabase(path)).toThrow(
      expect.objectContaining({
        kind: 'storage',
        message: expect.stringContaining('is not a database') as string,
      }),
    )
  })
})
