import type { Page } from '@playwright/test'

/**
 * What of the page cannot be told while it is shown in forced colours, where the system paints every ground and letter: states that only
 * a ground showed, and drawn shapes in the colour of the page.
 */
export function lostInForcedColours(page: Page): Promise<string[]> {
  return page.evaluate(findLost)
}

/** Runs in the page. */
function findLost(): string[] {
  const states = [
    '[aria-selected="true"]',
    '[aria-pressed="true"]',
    '[aria-current]:not([aria-current="false"])',
    ':has(> input[type=radio]:checked)',
  ]
  const looks = [
    'backgroundColor',
    'color',
    'outlineStyle',
    'outlineWidth',
    'outlineColor',
    'fontWeight',
    'fill',
    'stroke',
  ] as const
  const edges = ['Top', 'Right', 'Bottom', 'Left'] as const
  const shown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 1
  const looksOf = (element: Element, pseudo?: string): string => {
    const style = getComputedStyle(element, pseudo)
    const borders = edges.map((edge) => `${style[`border${edge}Width`]} ${style[`border${edge}Color`]}`)
    return [...looks.map((name) => style[name]), style.content, ...borders].join(' ')
  }
  const drawn = (element: Element): string =>
    [element, ...element.querySelectorAll('*')].map((part) => looksOf(part) + ticked(part)).join('|') +
    looksOf(element, '::before') +
    looksOf(element, '::after')
  // The system draws whether a box of its own is ticked.
  const ticked = (part: Element): string =>
    part instanceof HTMLInputElement && getComputedStyle(part).appearance !== 'none'
      ? String(part.checked)
      : ''
  const name = (element: Element): string =>
    `${element.tagName.toLowerCase()} ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 60)}`
  const chosen = [...document.querySelectorAll(states.join(','))].filter(shown)
  const withoutSign = chosen.filter((element) => {
    const others = [...(element.parentElement?.children ?? [])].filter(
      (other) => other !== element && other.tagName === element.tagName && !other.matches(states.join(',')),
    )
    return others.filter(shown).some((other) => drawn(other) === drawn(element))
  })
  const canvas = document.createElement('div')
  canvas.style.color = 'Canvas'
  document.body.append(canvas)
  const ground = getComputedStyle(canvas).color
  canvas.remove()
  const invisible = [...document.querySelectorAll('svg :is(path, line, rect, circle, text)')].filter(
    (shape) => {
      const { fill, stroke } = getComputedStyle(shape)
      const seen = (colour: string): boolean => colour !== 'none' && colour !== ground
      return shown(shape) && !seen(fill) && !seen(stroke)
    },
  )
  return [
    ...withoutSign.map((element) => `looks like what is not chosen: ${name(element)}`),
    ...invisible.map((shape) => `drawn in the colour of the page: ${shape.outerHTML.slice(0, 120)}`),
  ]
}
