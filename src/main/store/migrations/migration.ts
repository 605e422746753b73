import type { Connection } from '../openDatabase.ts'

/** One step of the schema. Once released it never changes; a new need is a new step. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly up: (connection: Connection) => void
}
