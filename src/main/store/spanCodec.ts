import { compareSpans } from '../../shared/domain/span.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'

/** Spans as stored: short arrays instead of objects, in reading order. */
export function encodeSpans(spans: readonly Span[]): string {
  return JSON.stringify([...spans].sort(compareSpans).map(({ start, end, type }) => [start, end, type]))
}

export function decodeSpans(json: string): Span[] {
  return (JSON.parse(json) as [number, number, string][]).map(([start, end, type]) => ({ start, end, type }))
}

type StoredScore = [number, number, string, number, ...([] | [string | null, number])]

export function encodeScoredSpans(spans: readonly ScoredSpan[]): string {
  return JSON.stringify(
    [...spans].sort(compareSpans).map(({ start, end, type, score, runnerUp }): StoredScore => {
      return runnerUp === null
        ? [start, end, type, score]
        : [start, end, type, score, runnerUp.type, runnerUp.score]
    }),
  )
}

export function decodeScoredSpans(json: string): ScoredSpan[] {
  return (JSON.parse(json) as StoredScore[]).map(([start, end, type, score, secondType, secondScore]) => ({
    start,
    end,
    type,
    score,
    runnerUp: secondScore === undefined ? null : { type: secondType ?? null, score: secondScore },
  }))
}
