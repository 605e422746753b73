import type { Bindable } from './openDatabase.ts'

/** Conditions over `posts`, joined by AND, and what their question marks stand for. */
export interface Condition {
  readonly sql: string
  readonly values: readonly Bindable[]
}

/** Everything passes. */
export const TRUE: Condition = { sql: '1', values: [] }

export function both(...conditions: readonly Condition[]): Condition {
  const real = conditions.filter((condition) => condition !== TRUE)
  if (real.length === 0) return TRUE
  return { sql: real.map(({ sql }) => sql).join(' AND '), values: real.flatMap(({ values }) => values) }
}
