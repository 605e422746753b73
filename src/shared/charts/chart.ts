/**
 * A drawing of a few marks, the same on screen, in a file and on paper, with its numbers as a table for those who
 * cannot see it or want to work with them.
 */
export interface Chart {
  readonly title: string
  /** What one should see in it, in a sentence. */
  readonly summary: string
  /** Of the drawing, in user units (one is a pixel at natural size). */
  readonly width: number
  readonly height: number
  readonly marks: readonly Mark[]
  readonly table: {
    readonly columns: readonly string[]
    readonly rows: readonly (readonly (string | number)[])[]
  }
}

/** Chrome is ink on paper; `accent` is the one colour a chart may have. */
export type Tone = 'ink' | 'second' | 'third' | 'line' | 'accent'

export type Mark =
  | {
      readonly shape: 'bar'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly tone: Tone
      /** Row of the table that it draws, from 0; absent: none. */
      readonly row?: number
    }
  | {
      readonly shape: 'line'
      readonly points: readonly (readonly [x: number, y: number])[]
      readonly tone: Tone
      readonly dashed?: boolean
    }
  | {
      readonly shape: 'dot'
      readonly x: number
      readonly y: number
      readonly radius: number
      readonly tone: Tone
    }
  | {
      readonly shape: 'text'
      readonly x: number
      /** Of the base line. */
      readonly y: number
      readonly text: string
      readonly anchor: 'start' | 'middle' | 'end'
      readonly tone: Tone
    }

export const TEXT_SIZE = 11
