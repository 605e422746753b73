import { TEXT_SIZE } from '../../shared/charts/chart.ts'
import type { Chart, Mark } from '../../shared/charts/chart.ts'
import { PRINTED, PRINTED_FONT } from '../../shared/charts/svgText.ts'

/** Pixels a user unit: sharp on paper and on dense screens. */
const SCALE = 3
const MARGIN = 12

/** A chart as a PNG, in the light theme. Drawn by hand: the content security policy lets no SVG be loaded as a picture. */
export function chartPicture(chart: Chart): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = (chart.width + 2 * MARGIN) * SCALE
  canvas.height = (chart.height + 2 * MARGIN) * SCALE
  const context = canvas.getContext('2d')
  if (context === null) return Promise.reject(new Error('This browser has no canvas to draw on.'))
  context.scale(SCALE, SCALE)
  context.fillStyle = PRINTED.paper
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.translate(MARGIN, MARGIN)
  context.font = `${TEXT_SIZE}px ${PRINTED_FONT}`
  context.lineWidth = 1.5
  for (const mark of chart.marks) paint(context, mark)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) =>
      blob === null ? reject(new Error('The picture could not be made.')) : resolve(blob),
    )
  })
}

function paint(context: CanvasRenderingContext2D, mark: Mark): void {
  context.fillStyle = PRINTED[mark.tone]
  context.strokeStyle = PRINTED[mark.tone]
  switch (mark.shape) {
    case 'bar':
      context.fillRect(mark.x, mark.y, mark.width, mark.height)
      return
    case 'dot':
      context.beginPath()
      context.arc(mark.x, mark.y, mark.radius, 0, 2 * Math.PI)
      context.fill()
      return
    case 'line':
      context.setLineDash(mark.dashed === true ? [4, 4] : [])
      context.beginPath()
      for (const [x, y] of mark.points) context.lineTo(x, y)
      context.stroke()
      return
    case 'text':
      context.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor
      context.fillText(mark.text, mark.x, mark.y)
  }
}
