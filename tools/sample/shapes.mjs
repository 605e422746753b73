// Building blocks of the sample's pictures: flat shapes, one palette, no outlines, no text (fonts differ
// between machines). All coordinates are pixels of an 800 × 600 picture unless a scene says otherwise.

export const ink = {
  night: '#1f2a44',
  navy: '#1f4287',
  sea: '#2f7f8f',
  sky: '#cfe3ea',
  haze: '#f3d9b1',
  sand: '#e6b877',
  clay: '#c8783c',
  brick: '#9c4a2f',
  rust: '#e05b1d',
  gold: '#f0b429',
  leaf: '#4f7d4a',
  pine: '#2d5140',
  mint: '#a9cdb0',
  rose: '#d96c75',
  plum: '#6d3b63',
  cream: '#fbf3e4',
  paper: '#ffffff',
  stone: '#a7a196',
  slate: '#5c6470',
  coal: '#2b2724',
}
export const skin = ['#6b4226', '#8d5a3b', '#b9805a', '#dba97f', '#f0c9a4']

const attributes = (extra) =>
  Object.entries(extra)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')

export const rect = (x, y, width, height, fill, radius = 0, extra = {}) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"${attributes(extra)}/>`
export const disc = (x, y, radius, fill) => `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`
export const oval = (x, y, rx, ry, fill, turn = 0) =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" transform="rotate(${turn} ${x} ${y})"/>`
export const poly = (points, fill) => `<polygon points="${points}" fill="${fill}"/>`
export const path = (d, fill, extra = {}) => `<path d="${d}" fill="${fill}"${attributes(extra)}/>`
export const line = (d, stroke, width) =>
  path(d, 'none', { stroke, 'stroke-width': width, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' })
export const at = (x, y, scale, ...content) =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${content.join('')}</g>`
export const turned = (degrees, x, y, ...content) =>
  `<g transform="rotate(${degrees} ${x} ${y})">${content.join('')}</g>`

/** Background in two bands: what is far above `horizon`, the ground below it. */
export const ground = (far, near, horizon = 400, width = 800, height = 600) =>
  rect(0, 0, width, height, far) + rect(0, horizon, width, height - horizon, near)

export const sun = (x, y, radius, fill = ink.gold) =>
  disc(x, y, radius * 1.5, fill + '33') + disc(x, y, radius, fill)
export const cloud = (x, y, size, fill = ink.paper) =>
  oval(x, y, size, size * 0.32, fill) +
  disc(x - size * 0.3, y - size * 0.2, size * 0.36, fill) +
  disc(x + size * 0.25, y - size * 0.26, size * 0.44, fill)
export const hill = (x, width, top, base, fill) =>
  path(`M${x} ${base} Q${x + width / 2} ${2 * top - base} ${x + width} ${base}Z`, fill)
export const peak = (x, y, half, base, fill, snow) =>
  poly(`${x - half},${base} ${x},${y} ${x + half},${base}`, fill) +
  (snow
    ? poly(
        `${x - half * 0.3},${y + (base - y) * 0.3} ${x},${y} ${x + half * 0.3},${y + (base - y) * 0.3} ${x + half * 0.1},${y + (base - y) * 0.24} ${x},${y + (base - y) * 0.34} ${x - half * 0.12},${y + (base - y) * 0.24}`,
        ink.paper,
      )
    : '')
export const tree = (x, base, size, fill = ink.leaf) =>
  rect(x - size * 0.06, base - size * 0.5, size * 0.12, size * 0.5, ink.brick) +
  disc(x, base - size * 0.75, size * 0.38, fill) +
  disc(x - size * 0.22, base - size * 0.55, size * 0.26, fill) +
  disc(x + size * 0.22, base - size * 0.55, size * 0.26, fill)
export const fir = (x, base, size, fill = ink.pine) =>
  rect(x - size * 0.05, base - size * 0.15, size * 0.1, size * 0.15, ink.brick) +
  [0.15, 0.38, 0.6]
    .map((lift, step) =>
      poly(
        `${x - size * (0.32 - step * 0.07)},${base - size * lift} ${x},${base - size * (lift + 0.42)} ${x + size * (0.32 - step * 0.07)},${base - size * lift}`,
        fill,
      ),
    )
    .join('')

/** A house front with a grid of windows. */
export const building = (x, base, width, height, fill, columns = 3, rows = 4, glass = ink.haze) => {
  const cell = { w: width / columns, h: height / rows }
  const windows = Array.from({ length: columns * rows }, (_, index) =>
    rect(
      x + (index % columns) * cell.w + cell.w * 0.28,
      base - height + Math.floor(index / columns) * cell.h + cell.h * 0.25,
      cell.w * 0.44,
      cell.h * 0.5,
      glass,
      2,
    ),
  )
  return rect(x, base - height, width, height, fill) + windows.join('')
}

/**
 * A person standing on (x, base): body, head, hair; `arms` says where the hands are, relative to the shoulders
 * (100 units = body height at scale 1). Options: tone 0 to 4, top, legs, hair colour, hair style, scale.
 */
export const person = (x, base, options = {}) => {
  const {
    tone = 2,
    top = ink.navy,
    legs = ink.coal,
    hair = ink.coal,
    style = 'short',
    scale = 1,
    arms = [
      [-34, 62],
      [34, 62],
    ],
    dress = false,
    sit = false,
  } = options
  const flesh = skin[tone]
  const body = dress
    ? path('M-26 -150 Q0 -166 26 -150 L50 0 L-50 0Z', top)
    : path('M-30 -70 L-30 -128 Q-30 -160 0 -160 Q30 -160 30 -128 L30 -70Z', top) +
      (sit
        ? rect(-30, -74, 78, 30, legs, 14) + rect(24, -70, 26, 70, legs, 8)
        : rect(-29, -76, 26, 76, legs, 6) + rect(3, -76, 26, 76, legs, 6))
  const limbs = arms.map(([dx, dy], side) => {
    const sx = side === 0 ? -24 : 24
    return (
      line(`M${sx} -142 Q${sx + (dx - sx) * 0.7} ${-142 + dy * 0.35} ${dx} ${-142 + dy}`, top, 18) +
      disc(dx, -142 + dy, 10, flesh)
    )
  })
  const hairs = {
    short: path('M-26 -192 Q-30 -226 0 -226 Q30 -226 26 -192 Q18 -208 0 -208 Q-18 -208 -26 -192Z', hair),
    long: path(
      'M-30 -150 Q-38 -228 0 -228 Q38 -228 30 -150 Q22 -160 22 -196 Q0 -206 -22 -196 Q-22 -160 -30 -150Z',
      hair,
    ),
    bun:
      path('M-26 -192 Q-30 -226 0 -226 Q30 -226 26 -192 Q18 -208 0 -208 Q-18 -208 -26 -192Z', hair) +
      disc(0, -232, 12, hair),
    afro: disc(0, -206, 36, hair),
    none: '',
    cap: path('M-27 -196 Q-27 -226 0 -226 Q27 -226 27 -196Z', hair) + rect(0, -202, 42, 8, hair, 4),
  }
  const head =
    style === 'afro' || style === 'long'
      ? hairs[style] + disc(0, -192, 25, flesh)
      : disc(0, -192, 26, flesh) + hairs[style]
  return at(x, base, scale, limbs[0], body, limbs[1] ?? '', rect(-8, -172, 16, 16, flesh), head)
}

/** Many small heads and shoulders in rows, as a crowd seen from afar. */
export const crowd = (y, rows, colours, width = 800) =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: 20 }, (_, index) => {
      const x = index * (width / 19) + (row % 2) * 20
      const colour = colours[(index * 7 + row * 3) % colours.length]
      return (
        disc(x, y + row * 34, 11, skin[(index * 3 + row) % 5]) +
        rect(x - 15, y + row * 34 + 10, 30, 30, colour, 12)
      )
    }).join(''),
  ).join('')

export const ball = (x, y, r) =>
  disc(x, y, r, ink.rust) +
  line(`M${x - r} ${y} H${x + r} M${x} ${y - r} V${y + r}`, ink.brick, r * 0.1) +
  line(
    `M${x - r * 0.7} ${y - r * 0.7} Q${x} ${y} ${x - r * 0.7} ${y + r * 0.7} M${x + r * 0.7} ${y - r * 0.7} Q${x} ${y} ${x + r * 0.7} ${y + r * 0.7}`,
    ink.brick,
    r * 0.1,
  )
export const football = (x, y, r) =>
  disc(x, y, r, ink.paper) +
  poly(
    [0, 1, 2, 3, 4]
      .map((i) => `${x + Math.sin(i * 1.2566) * r * 0.42},${y - Math.cos(i * 1.2566) * r * 0.42}`)
      .join(' '),
    ink.coal,
  )
export const car = (x, base, fill, scale = 1) =>
  at(
    x,
    base,
    scale,
    path(
      'M-150 -30 Q-150 -74 -104 -78 L-66 -122 Q-58 -130 -44 -130 L48 -130 Q62 -130 72 -120 L108 -80 Q150 -74 152 -30Z',
      fill,
    ),
    path('M-48 -82 L-30 -114 L0 -114 L0 -82Z M14 -82 L14 -114 L44 -114 L74 -82Z', ink.sky),
    disc(-86, -30, 32, ink.coal),
    disc(90, -30, 32, ink.coal),
    disc(-86, -30, 14, ink.stone),
    disc(90, -30, 14, ink.stone),
    rect(132, -66, 18, 12, ink.gold, 5),
  )
export const van = (x, base, fill, scale = 1) =>
  at(
    x,
    base,
    scale,
    path(
      'M-160 -30 L-160 -150 Q-160 -164 -146 -164 L70 -164 Q92 -164 106 -140 L132 -96 Q156 -90 156 -60 L156 -30Z',
      fill,
    ),
    path('M62 -148 L78 -148 Q88 -148 96 -134 L116 -98 L62 -98Z', ink.sky),
    rect(-146, -120, 180, 10, ink.paper + '88', 5),
    disc(-92, -30, 30, ink.coal),
    disc(90, -30, 30, ink.coal),
    disc(-92, -30, 12, ink.stone),
    disc(90, -30, 12, ink.stone),
  )
export const boat = (x, base, hull, scale = 1) =>
  at(
    x,
    base,
    scale,
    path('M-150 -40 L150 -40 L118 10 L-122 10Z', hull),
    rect(-104, -88, 180, 48, ink.cream, 4),
    ...[-88, -52, -16, 20, 52].map((dx) => rect(dx, -76, 18, 16, ink.sea, 3)),
    rect(-30, -124, 60, 36, ink.cream, 4),
    rect(30, -140, 18, 52, ink.rust, 3),
  )
/** Rows of short bars that read as writing on a sign or page. */
export const writing = (x, y, width, rows, fill, gap = 22) =>
  Array.from({ length: rows }, (_, row) =>
    rect(
      x,
      y + row * gap,
      width * (row % 3 === 2 ? 0.6 : row % 2 === 1 ? 0.85 : 1),
      gap * 0.36,
      fill,
      gap * 0.18,
    ),
  ).join('')

export const picture = (content, width = 800, height = 600) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content.join('')}</svg>`
