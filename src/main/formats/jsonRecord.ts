import type { Json, JsonObject } from '../../shared/domain/json.ts'
import { quoted } from './problemText.ts'
import { RecordFault } from './recordFault.ts'

/** A JSON value of a file. */
export interface JsonValue {
  readonly value: Json
  /** Numbers that JavaScript cannot hold to the digit; they are kept as the text they were written as. */
  readonly numbersAsText: readonly string[]
}

/** A JSON object as it stood on one line. */
export interface JsonRecord {
  readonly record: JsonObject
  readonly numbersAsText: JsonValue['numbersAsText']
}

/** Deepest nesting that is read: JSON.stringify and the contract must survive what is stored. */
const DEEPEST = 64

/** Throws {@link RecordFault} for anything but one JSON object. */
export function parseJsonRecord(text: string): JsonRecord {
  const { value, numbersAsText } = parseJson(text)
  return { record: objectOf(value, text), numbersAsText }
}

/** The value as an object. Throws {@link RecordFault} where it is none; `text` is what the message quotes. */
export function objectOf(value: Json, text: string): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new RecordFault(`${quoted(text)} is ${kindOf(value)}`, 'one JSON object a line')
  return value as JsonObject
}

/** Throws {@link RecordFault} for anything but one JSON value that is not nested too deep. */
export function parseJson(text: string): JsonValue {
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch (error) {
    throw new RecordFault(whereJsonBreaks(text, error), 'one JSON object')
  }
  if (isDeeper(value, DEEPEST)) throw new RecordFault(`the JSON is nested more than ${DEEPEST} deep`)
  const numbersAsText: string[] = []
  if (!/\d{16}|[eE]\+?\d{2}/u.test(text)) return { value, numbersAsText }
  const exact = JSON.parse(text, (_key, each: unknown, context?: { source?: string }): unknown => {
    if (typeof each !== 'number' || keepsDigits(each)) return each
    const source = context?.source ?? String(each)
    numbersAsText.push(source)
    return source
  }) as Json
  return { value: exact, numbersAsText }
}

function keepsDigits(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
}

/** What a JSON value is, in words. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  return `a ${typeof value}`
}

/** V8 tells a position in a long text, the offending character in a short one, and nothing where the text ends. */
function whereJsonBreaks(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  const position = Number(/at position (\d+)/u.exec(message)?.[1] ?? text.length)
  if (position < text.length)
    return `the JSON breaks off at character ${position + 1}, at ${quoted(text.slice(position, position + 20))}`
  const character = /^Unexpected token '(.+?)',/su.exec(message)?.[1]
  if (character !== undefined) return `the JSON breaks off at ${quoted(character)} in ${quoted(text)}`
  if (message.endsWith('is not valid JSON')) return `${quoted(text)} is no JSON`
  return `the JSON ends before it is complete, after ${quoted(text.slice(-20))}`
}

function isDeeper(value: Json, deepest: number): boolean {
  let level: readonly Json[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    level = level.flatMap((each) => (each !== null && typeof each === 'object' ? Object.values(each) : []))
  }
  return false
}
