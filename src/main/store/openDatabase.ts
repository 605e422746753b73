import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { storageError } from './storageError.ts'

/** A value SQLite can bind: named (`:name`) or, faster, in the order of the question marks. */
export type Bindable = string | number | null
export type Parameters = Readonly<Record<string, Bindable>> | readonly Bindable[]

/** Undefined: the query found nothing. */
export type FirstRow<Row> = Row | undefined

/** Older versions can corrupt a WAL file when two connections write or checkpoint at once (SQLite's WAL-reset bug). */
const OLDEST_SQLITE = [3, 51, 3] as const
const SYNCHRONOUS_FULL = 2
/** Pages of 4 KiB in the WAL before they move to the file: 16 MiB, so that an import seldom stops for it. */
const CHECKPOINT_PAGES = 4096
/** KiB of pages kept in memory: the queues' indexes are written all over while posts come in. */
const CACHE_KIB = 16_384
/** Bytes to which the WAL shrinks again after a large transaction. */
const WAL_LIMIT = 64 * 2 ** 20

/** One connection to a database file: the only door to better-sqlite3. Statements are prepared once and kept. */
export interface Connection {
  readonly readOnly: boolean
  /** Rows come back as `Row`; the caller states the columns it selected. */
  all<Row>(sql: string, parameters?: Parameters): Row[]
  get<Row>(sql: string, parameters?: Parameters): FirstRow<Row>
  /** Gives the number of rows changed and the id of the last row inserted. */
  run(sql: string, parameters?: Parameters): { readonly changes: number; readonly lastId: number }
  /** Several statements without parameters. */
  script(sql: string): void
  pragma(text: string): unknown
  /** A transaction that takes the write lock at once; nested calls become savepoints. */
  write<T>(work: () => T): T
  /** Several reads of one moment. */
  read<T>(work: () => T): T
  /** Copies the database page by page while it is in use. */
  backup(file: string): Promise<void>
  close(): void
}

export interface OpenOptions {
  readonly readOnly?: boolean
  readonly mustExist?: boolean
  /** Reads the whole file into memory: for a closed database whose folder cannot be written to. */
  readonly inMemory?: boolean
  /** Milliseconds to wait for a lock another connection holds. */
  readonly busyTimeout?: number
}

/**
 * Opens a database for one owner: WAL, every commit on disk before it returns, foreign keys on. Reads from the
 * file, so that what is no database fails here.
 */
export function openDatabase(file: string, options: OpenOptions = {}): Connection {
  const connection = connect(file, options)
  try {
    requireSqlite(connection)
    connection.pragma('foreign_keys = ON')
    if (connection.readOnly) connection.pragma('schema_version')
    else makeDurable(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Opens a file without changing how it is kept; for lock files and for looking before opening. */
export function connect(file: string, options: OpenOptions = {}): Connection {
  const readOnly = options.readOnly ?? false
  const database = translated(
    () =>
      new Database(options.inMemory === true ? withoutWal(readFileSync(file)) : file, {
        readonly: readOnly,
        fileMustExist: options.mustExist ?? false,
        timeout: options.busyTimeout ?? 5000,
      }),
  )
  /** Reads that go on for a while can outlive the project they began in. */
  const opened = (): Database.Database => {
    if (database.open) return database
    throw new WorkbenchError('cancelled', 'The project was closed meanwhile. Open it and ask again.')
  }
  const statements = new Map<string, Database.Statement>()
  const prepare = (sql: string): Database.Statement => {
    const open = opened()
    let statement = statements.get(sql)
    if (statement === undefined) {
      statement = open.prepare(sql)
      statements.set(sql, statement)
    }
    return statement
  }
  return {
    readOnly,
    all: <Row>(sql: string, parameters: Parameters = {}) =>
      translated(() => prepare(sql).all(parameters) as Row[]),
    get: <Row>(sql: string, parameters: Parameters = {}) =>
      translated(() => prepare(sql).get(parameters) as FirstRow<Row>),
    run: (sql, parameters = {}) =>
      translated(() => {
        const result = prepare(sql).run(parameters)
        return { changes: result.changes, lastId: Number(result.lastInsertRowid) }
      }),
    script: (sql) => translated(() => void opened().exec(sql)),
    pragma: (text) => translated(() => opened().pragma(text, { simple: true })),
    write: (work) => translated(() => opened().transaction(work).immediate()),
    read: (work) => translated(() => opened().transaction(work).deferred()),
    backup: async (target) => {
      try {
        await opened().backup(target)
      } catch (error) {
        throw storageError(error)
      }
    },
    close: () => translated(() => void database.close()),
  }
}

/** Marks a database image as kept without WAL (bytes 18 and 19 of its header), which memory cannot have. */
function withoutWal(image: Buffer): Buffer {
  image.fill(1, 18, 20)
  return image
}

function translated<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw storageError(error)
  }
}

function requireSqlite(connection: Connection): void {
  const version = connection.get<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? ''
  const parts = version.split('.').map(Number)
  for (const [place, least] of OLDEST_SQLITE.entries()) {
    const part = parts[place] ?? 0
    if (part > least) return
    if (part < least)
      throw new WorkbenchError(
        'storage',
        `This build carries SQLite ${version}; ${OLDEST_SQLITE.join('.')} or newer is needed to keep projects safe.`,
      )
  }
}

/**
 * better-sqlite3 is built with NORMAL as the default of WAL databases, and `PRAGMA synchronous` shows that only
 * after the first write. So FULL is set after the WAL pragma and checked after a write.
 */
function makeDurable(connection: Connection): void {
  const mode = connection.pragma('journal_mode = WAL')
  if (mode !== 'wal')
    throw new WorkbenchError(
      'storage',
      `The drive of this folder cannot hold a project (journal mode ${String(mode)}). Network drives often cannot; use a local one.`,
    )
  connection.pragma('synchronous = FULL')
  connection.pragma(`cache_size = -${CACHE_KIB}`)
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  connection.pragma(`journal_size_limit = ${WAL_LIMIT}`)
  if (process.platform === 'darwin') {
    connection.pragma('fullfsync = ON')
    connection.pragma('checkpoint_fullfsync = ON')
  }
  const version = Number(connection.pragma('user_version'))
  connection.write(() => connection.pragma(`user_version = ${version}`))
  const synchronous = connection.pragma('synchronous')
  if (synchronous !== SYNCHRONOUS_FULL)
    throw new WorkbenchError(
      'storage',
      `The project would not survive a power cut (synchronous is ${String(synchronous)}, expected 2).`,
    )
}
