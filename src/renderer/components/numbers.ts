import { scoreWords } from '../../shared/domain/caseWords.ts'

const whole = new Intl.NumberFormat('en')
const bytes = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** 1351 is "1,351". */
export function formatCount(count: number): string {
  return whole.format(count)
}

/** A count with its noun: "1 post", "1,351 posts". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** What a button says that opens so many posts in review. */
export function reviewWords(count: number): string {
  return count === 1 ? 'Review this post' : `Review these ${formatCount(count)} posts`
}

/** A probability as it stands in sentences too. */
export const formatScore = scoreWords

/** A percentage as scores are printed here: two decimals, no percent sign. */
export function formatPercentage(percentage: number): string {
  return percentage.toFixed(2)
}

/** The difference of two percentages, always with its sign: "+1.30", "−2.17", "0.00". */
export function formatDifference(difference: number): string {
  const size = formatPercentage(Math.abs(difference))
  return size === '0.00' ? size : `${difference > 0 ? '+' : '−'}${size}`
}

/** 142530000 is "142.5 M", 88400 is "88.4 k". */
export function formatMagnitude(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)} M`
  return count >= 1e4 ? `${(count / 1e3).toFixed(1)} k` : formatCount(count)
}

/** Decimal units, as file managers show them: 1234567 is "1.2 MB". */
export function formatBytes(size: number): string {
  const step = Math.min(bytes.length - 1, size < 1 ? 0 : Math.floor(Math.log10(size) / 3))
  return step === 0 ? `${size} B` : `${(size / 1000 ** step).toFixed(1)} ${bytes[step] as string}`
}

/** 75 is "1 min 15 s"; less than a minute is seconds alone. */
export function formatSeconds(seconds: number): string {
  const all = Math.max(0, Math.round(seconds))
  const hours = Math.floor(all / 3600)
  const minutes = Math.floor((all % 3600) / 60)
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${all % 60} s` : `${all} s`
}

/** A duration that nobody knows to the second: "7 s", "4 min", "2 h 10 min". */
export function formatEstimate(seconds: number): string {
  const rounded = seconds < 60 ? seconds : 60 * Math.round(seconds / 60)
  return formatSeconds(rounded).replace(/ min 0 s$/u, ' min')
}

/** An ISO instant as a person reads it, in the time of this place. */
export function formatInstant(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime())
    ? iso
    : new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(date)
}
