import { TEXT_SIZE } from './chart.ts'
import type { Chart, Mark, Tone } from './chart.ts'

/** The colours of a chart that leaves the program: the light theme's, whatever the screen shows. */
export const PRINTED: Readonly<Record<Tone | 'paper', string>> = {
  paper: '#fbfaf8',
  ink: '#1b1a18',
  second: '#55514a',
  third: '#6f6961',
  line: '#c9c3b9',
  accent: '#b42318',
}

export const PRINTED_FONT = "'Inter Variable', Inter, system-ui, sans-serif"

/** A chart as an SVG document of its own. */
export function svgText({ title, summary, width, height, marks }: Chart): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" ${size} font-family="${escapeMarkup(PRINTED_FONT)}" font-size="${TEXT_SIZE}">`,
    `<title>${escapeMarkup(title)}</title>`,
    `<desc>${escapeMarkup(summary)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${PRINTED.paper}"/>`,
    ...marks.map(markText),
    '</svg>',
  ].join('\n')
}

function markText(mark: Mark): string {
  const colour = PRINTED[mark.tone]
  switch (mark.shape) {
    case 'bar':
      return `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}" fill="${colour}"/>`
    case 'line': {
      const dashes = mark.dashed === true ? ' stroke-dasharray="4 4"' : ''
      return `<polyline points="${pointsText(mark.points)}" fill="none" stroke="${colour}" stroke-width="1.5"${dashes}/>`
    }
    case 'dot':
      return `<circle cx="${mark.x}" cy="${mark.y}" r="${mark.radius}" fill="${colour}"/>`
    case 'text':
      return `<text x="${mark.x}" y="${mark.y}" text-anchor="${mark.anchor}" fill="${colour}">${escapeMarkup(mark.text)}</text>`
  }
}

/** Corners as the `points` attribute takes them. */
export function pointsText(points: readonly (readonly [number, number])[]): string {
  return points.map((point) => point.join(',')).join(' ')
}

/** Text as it may stand in HTML or SVG, in content and in attributes. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
