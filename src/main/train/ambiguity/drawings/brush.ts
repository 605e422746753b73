import { SeededRandom } from '../../../autodiff/seededRandom.ts'

/** Pixels of a drawn picture. */
export const WIDTH = 320
export const HEIGHT = 240

/** Draws the inside of an SVG of WIDTH × HEIGHT. */
export type Draw = (brush: Brush) => string

/** Random measures and the few shapes all drawings are made of. */
export class Brush {
  readonly #random: SeededRandom

  constructor(random: SeededRandom) {
    this.#random = random
  }

  one<T>(items: readonly T[]): T {
    return items[this.#random.integer(items.length)] as T
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + this.#random.integer(most - least + 1)
  }

  /** A colour of the given lightness in percent, any hue or one near `hue` degrees. */
  colour(lightness: number, hue = this.between(0, 359)): string {
    return `hsl(${hue + this.between(-12, 12)} ${this.between(35, 75)}% ${lightness + this.between(-7, 7)}%)`
  }
}

export const rect = (x: number, y: number, width: number, height: number, fill: string, radius = 0): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`
export const oval = (x: number, y: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`
export const area = (points: string, fill: string): string => `<polygon points="${points}" fill="${fill}"/>`
export const curve = (d: string, stroke: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`
export const background = (fill: string): string => rect(0, 0, WIDTH, HEIGHT, fill)
