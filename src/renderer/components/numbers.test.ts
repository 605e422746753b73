import { describe, expect, it } from 'vitest'
import {
  counted,
  formatBytes,
  formatCount,
  formatDifference,
  formatEstimate,
  formatInstant,
  formatMagnitude,
  formatPercentage,
  formatScore,
  formatSeconds,
} from './numbers.ts'

describe('numbers as they are printed', () => {
  it.each([
    [formatCount(1351), '1,351'],
    [counted(1, 'post'), '1 post'],
    [counted(2000, 'entity', 'entities'), '2,000 entities'],
    [formatScore(0.544), '.54'],
    [formatScore(1), '1.00'],
    [formatPercentage(81.4), '81.40'],
    [formatDifference(1.304), '+1.30'],
    [formatDifference(-2.17), '−2.17'],
    [formatDifference(-0.001), '0.00'],
    [formatMagnitude(142_530_000), '142.5 M'],
    [formatMagnitude(88_400), '88.4 k'],
    [formatMagnitude(9_999), '9,999'],
    [formatBytes(0), '0 B'],
    [formatBytes(999), '999 B'],
    [formatBytes(1_234_567), '1.2 MB'],
    [formatSeconds(3.4), '3 s'],
    [formatSeconds(75), '1 min 15 s'],
    [formatSeconds(3700), '1 h 1 min'],
    [formatEstimate(7.2), '7 s'],
    [formatEstimate(59.6), '1 min'],
    [formatEstimate(241), '4 min'],
    [formatEstimate(7_790), '2 h 10 min'],
    [formatInstant('not a date'), 'not a date'],
  ])('%s', (printed, expected) => {
    expect(printed).toBe(expected)
  })
})
