// The sample's pictures, one function a post, named by the post's id in resources/sample/posts.jsonl.
import {
  at,
  ball,
  boat,
  building,
  car,
  cloud,
  crowd,
  disc,
  fir,
  football,
  ground,
  hill,
  ink,
  line,
  oval,
  path,
  peak,
  person,
  picture,
  poly,
  rect,
  skin,
  sun,
  tree,
  turned,
  van,
  writing,
} from './shapes.mjs'

const court = (wall = ink.haze) =>
  ground(wall, ink.clay, 380) +
  rect(0, 470, 800, 5, ink.cream) +
  line('M250 600 L330 475 H470 L550 600', ink.cream, 5)
const stage = (light = ink.plum) =>
  ground(ink.night, ink.coal, 440) +
  poly('120,0 260,0 420,440 180,440', light + '66') +
  poly('560,0 680,0 640,440 400,440', ink.gold + '44') +
  rect(0, 430, 800, 14, ink.slate)
const room = (wall = ink.mint, floor = ink.sand) => ground(wall, floor, 430)
const pitch = () =>
  ground(ink.sky, ink.leaf, 300) +
  crowd(180, 4, [ink.navy, ink.rose, ink.cream, ink.gold]) +
  rect(0, 300, 800, 14, ink.paper) +
  line('M400 320 V600 M0 470 H800', ink.mint, 4)
const street = (far = ink.sky) => ground(far, ink.slate, 470) + rect(0, 455, 800, 20, ink.stone)

/** A mascot in a bird suit: round, feathered, friendly. */
const birdMascot = (x, base, scale, fill = ink.rust) =>
  at(
    x,
    base,
    scale,
    path('M-46 -70 Q-50 -170 0 -172 Q50 -170 46 -70Z', fill),
    rect(-34, -76, 24, 76, ink.gold, 10),
    rect(10, -76, 24, 76, ink.gold, 10),
    disc(0, -196, 50, ink.gold),
    poly('-26,-232 -10,-280 2,-240 20,-282 28,-230', fill),
    disc(-17, -204, 7, ink.coal),
    disc(17, -204, 7, ink.coal),
    poly('-10,-192 10,-192 0,-172', ink.brick),
    line('M-40 -140 L-84 -170 M40 -140 L84 -190', fill, 26),
  )

const dog = (x, base, scale, fill = ink.sand) =>
  at(
    x,
    base,
    scale,
    oval(0, -56, 70, 42, fill),
    rect(-56, -50, 20, 50, fill, 8),
    rect(34, -50, 20, 50, fill, 8),
    disc(68, -100, 36, fill),
    oval(92, -92, 24, 16, ink.cream),
    disc(112, -96, 7, ink.coal),
    disc(74, -110, 5, ink.coal),
    oval(42, -116, 13, 28, ink.brick, 20),
    line('M-68 -66 Q-100 -90 -92 -118', fill, 14),
  )
const bigCat = (x, base, scale) =>
  at(
    x,
    base,
    scale,
    path(
      'M-150 -70 Q-150 -130 -70 -128 L70 -128 Q128 -128 130 -80 L124 0 L94 0 L88 -56 L-70 -56 L-84 0 L-114 0 L-116 -60Z',
      ink.gold,
    ),
    disc(140, -120, 42, ink.gold),
    disc(112, -154, 14, ink.gold),
    disc(164, -156, 14, ink.gold),
    disc(152, -126, 5, ink.coal),
    disc(128, -126, 5, ink.coal),
    oval(144, -104, 12, 8, ink.brick),
    line('M-146 -100 Q-206 -120 -196 -180', ink.gold, 18),
    ...[
      [-110, -100],
      [-70, -108],
      [-30, -92],
      [10, -106],
      [50, -92],
      [84, -106],
      [-90, -78],
      [30, -76],
    ].map(([dx, dy]) => disc(dx, dy, 11, ink.brick) + disc(dx, dy, 5, ink.gold)),
  )
const guitar = (x, y, turn) =>
  turned(
    turn,
    x,
    y,
    oval(x, y, 30, 24, ink.brick) +
      oval(x + 32, y, 24, 19, ink.brick) +
      disc(x + 14, y, 9, ink.coal) +
      rect(x + 50, y - 6, 90, 12, ink.sand, 4) +
      rect(x + 136, y - 11, 24, 22, ink.coal, 4),
  )
const microphone = (x, base) =>
  rect(x - 3, base - 190, 6, 190, ink.stone) +
  rect(x - 26, base - 8, 52, 8, ink.stone, 4) +
  disc(x, base - 198, 13, ink.slate)
const parcel = (x, base, s) =>
  rect(x - 90 * s, base - 110 * s, 180 * s, 110 * s, ink.sand) +
  poly(
    `${x - 90 * s},${base - 110 * s} ${x - 60 * s},${base - 140 * s} ${x + 120 * s},${base - 140 * s} ${x + 90 * s},${base - 110 * s}`,
    ink.clay,
  ) +
  poly(
    `${x + 90 * s},${base - 110 * s} ${x + 120 * s},${base - 140 * s} ${x + 120 * s},${base - 30 * s} ${x + 90 * s},${base}`,
    ink.brick,
  ) +
  rect(x - 16 * s, base - 110 * s, 32 * s, 110 * s, ink.haze)
const rain = (colour = ink.paper) =>
  Array.from({ length: 60 }, (_, i) =>
    line(`M${(i * 137) % 800} ${(i * 89) % 560} l-8 26`, colour + '99', 3),
  ).join('')
const confetti = () =>
  Array.from({ length: 70 }, (_, i) =>
    rect((i * 97) % 800, (i * 61) % 380, 10, 6, [ink.gold, ink.rose, ink.sea, ink.paper][i % 4], 2),
  ).join('')
const skyline = (base, fill, glass) =>
  [40, 150, 235, 345, 470, 560, 660]
    .map((x, i) =>
      building(
        x,
        base,
        [90, 70, 95, 110, 75, 90, 100][i],
        [150, 240, 180, 290, 210, 260, 160][i],
        fill,
        3,
        5,
        glass,
      ),
    )
    .join('')

export const scenes = {
  s01: () =>
    picture([
      ground('#f2b48a', ink.sea, 380),
      sun(560, 370, 70),
      hill(-80, 420, 300, 382, ink.clay),
      ...[40, 100, 150, 210].map((x, i) =>
        building(
          x,
          372 - i * 4,
          46,
          60 + (i % 2) * 26,
          [ink.cream, ink.rose, ink.haze, ink.cream][i],
          2,
          2,
          ink.clay,
        ),
      ),
      rect(470, 384, 180, 6, ink.gold + '88', 3),
      rect(500, 404, 130, 6, ink.gold + '66', 3),
      boat(330, 500, ink.navy, 1.3),
    ]),
  s02: () =>
    picture([
      court(),
      rect(590, 110, 130, 90, ink.cream, 6),
      rect(634, 150, 44, 34, 'none', 0, { stroke: ink.rust, 'stroke-width': 5 }),
      person(300, 560, {
        tone: 1,
        top: ink.navy,
        legs: ink.navy,
        style: 'afro',
        scale: 1.7,
        arms: [
          [-44, 40],
          [66, -60],
        ],
      }),
      birdMascot(510, 560, 1.35),
      ball(408, 250, 26),
    ]),
  s03: () =>
    picture([
      ground('#f7d9a0', ink.sand, 420),
      sun(640, 130, 74),
      ...[60, 140, 240, 320].map((x, i) =>
        building(
          x,
          424,
          70,
          110 + (i % 3) * 60,
          [ink.clay, ink.haze, ink.brick, ink.clay][i],
          2,
          4,
          ink.cream,
        ),
      ),
      at(
        560,
        420,
        1,
        rect(-14, -120, 28, 120, ink.pine, 14),
        line('M-14 -60 H-44 V-96 M14 -46 H46 V-86', ink.pine, 20),
      ),
      at(
        300,
        140,
        1,
        path('M-150 0 Q-150 -18 -120 -20 L110 -20 Q150 -18 160 0 Q120 16 -110 16Z', ink.paper),
        poly('-40,4 40,4 -30,70 -64,70', ink.stone),
        poly('-142,-16 -112,-18 -140,-64 -160,-64', ink.rust),
      ),
    ]),
  s04: () =>
    picture([
      room(ink.cream, ink.clay),
      rect(80, 380, 640, 22, ink.brick, 4),
      rect(120, 400, 16, 200, ink.brick),
      rect(664, 400, 16, 200, ink.brick),
      at(
        400,
        380,
        2.1,
        path('M-104 -8 L-104 -60 Q-80 -52 -62 -74 L-20 -66 Q10 -34 70 -32 Q108 -30 108 -8Z', ink.rust),
        rect(-108, -12, 218, 16, ink.paper, 8),
        path('M-96 -58 Q-70 -44 -60 -70 L-30 -64 Q-50 -30 -98 -30Z', ink.coal),
        line('M-14 -60 L4 -48 M0 -52 L-10 -40 M10 -46 L2 -36', ink.paper, 5),
      ),
      rect(150, 120, 130, 100, ink.haze),
      disc(215, 170, 30, ink.rose),
    ]),
  s05: () =>
    picture([
      ground('#f4c9a3', ink.sand, 440),
      path('M0 600 V60 Q140 20 220 120 L260 600Z', ink.brick),
      path('M800 600 V40 Q660 10 590 110 L540 600Z', ink.brick),
      path('M240 600 V120 Q400 60 560 120 V600Z', ink.clay),
      rect(290, 210, 220, 260, '#d99a6c'),
      poly('290,210 400,140 510,210', '#e0a97d'),
      ...[306, 356, 424, 474].map((x) => rect(x, 230, 20, 240, ink.haze)),
      rect(376, 330, 48, 140, ink.coal),
      person(620, 560, { tone: 3, top: ink.sea, legs: ink.slate, style: 'cap', hair: ink.cream, scale: 0.7 }),
    ]),
  s06: () =>
    picture([
      ground(ink.sky, ink.sea, 250),
      rect(0, 236, 800, 18, ink.cream),
      ...[0, 1, 2].map((i) => line(`M0 ${340 + i * 90} H800`, ink.rose, 8)),
      at(
        400,
        430,
        2,
        disc(0, -60, 40, skin[1]),
        path('M-42 -64 Q-42 -106 0 -106 Q42 -106 42 -64Z', ink.navy),
        rect(-36, -66, 30, 18, ink.gold, 9),
        rect(6, -66, 30, 18, ink.gold, 9),
        line('M-20 -34 Q0 -20 20 -34', ink.paper, 6),
        line('M44 -16 Q90 -70 130 -40', skin[1], 24),
        oval(0, 4, 110, 18, ink.sky),
      ),
      ...[120, 680].map((x) => oval(x, 480, 60, 8, ink.sky)),
    ]),
  s07: () =>
    picture([
      ground(ink.mint, ink.leaf, 330),
      ...[60, 160, 640, 740].map((x) => tree(x, 350, 240, ink.pine)),
      path('M0 460 Q200 420 400 460 T800 450 V600 H0Z', ink.sea),
      bigCat(400, 450, 1.3),
      ...[120, 700, 620].map((x) =>
        line(`M${x} 470 q-6 -50 4 -80 M${x + 16} 470 q6 -40 14 -66`, ink.pine, 7),
      ),
    ]),
  s08: () =>
    picture([
      ground(ink.stone, ink.slate, 420),
      rect(60, 60, 680, 360, ink.cream),
      ...[0, 1, 2, 3, 4].map((i) => rect(60, 110 + i * 62, 680, 4, ink.stone)),
      rect(600, 250, 110, 170, ink.brick),
      rect(612, 262, 86, 60, ink.clay),
      car(380, 530, ink.pine, 2),
      line('M180 380 H250', ink.paper, 5),
    ]),
  s09: () =>
    picture([
      room(ink.cream, ink.clay),
      rect(0, 410, 800, 30, ink.brick),
      oval(400, 430, 240, 62, ink.stone),
      oval(400, 414, 220, 54, ink.sand),
      oval(400, 404, 200, 44, ink.gold),
      ...[-120, -60, 0, 60, 120].map((dx) =>
        line(`M${400 + dx - 40} 440 L${400 + dx + 40} 366`, ink.sand, 14),
      ),
      disc(110, 400, 40, ink.rose),
      line('M110 364 q4 -20 16 -24', ink.brick, 6),
      disc(190, 410, 36, ink.leaf),
      line('M300 320 q-14 -30 0 -60 M400 310 q-14 -30 0 -60 M500 320 q-14 -30 0 -60', ink.stone, 7),
    ]),
  s10: () =>
    picture([
      street(ink.sky),
      rect(120, 120, 560, 350, ink.stone),
      rect(140, 200, 520, 270, '#e9f2f5'),
      rect(390, 200, 8, 270, ink.stone),
      disc(400, 160, 26, ink.paper),
      ...[0, 1, 2, 3, 4, 5, 6, 7].map((i) =>
        person(60 + i * 92, 560, {
          tone: (i * 3) % 5,
          top: [ink.navy, ink.rust, ink.pine, ink.plum, ink.sea, ink.gold, ink.coal, ink.rose][i],
          legs: i % 2 ? ink.coal : ink.slate,
          style: ['short', 'long', 'bun', 'afro', 'cap', 'short', 'long', 'none'][i],
          scale: 0.95,
        }),
      ),
    ]),
  s11: () =>
    picture([
      room(ink.sky, ink.sand),
      rect(60, 70, 680, 180, ink.navy, 8),
      writing(110, 110, 300, 3, ink.gold, 36),
      disc(640, 160, 50, ink.gold),
      ...[120, 250, 560, 690].map((x, i) =>
        person(x, 560, {
          tone: [4, 1, 3, 0][i],
          top: ink.navy,
          legs: ink.slate,
          style: ['long', 'afro', 'short', 'bun'][i],
          scale: 1.2,
          arms:
            i % 2
              ? [
                  [-40, -50],
                  [34, 60],
                ]
              : [
                  [-34, 60],
                  [42, -48],
                ],
        }),
      ),
      at(
        400,
        560,
        1.2,
        rect(-60, -120, 120, 80, ink.stone, 10),
        rect(-40, -178, 80, 54, ink.slate, 10),
        disc(-16, -150, 10, ink.gold),
        disc(16, -150, 10, ink.gold),
        line('M60 -90 L110 -140 L126 -120', ink.stone, 14),
        disc(-36, -24, 26, ink.coal),
        disc(36, -24, 26, ink.coal),
      ),
    ]),
  s12: () =>
    picture([
      pitch(),
      person(240, 560, {
        tone: 4,
        top: ink.navy,
        legs: ink.paper,
        scale: 1.25,
        arms: [
          [-50, 20],
          [54, 10],
        ],
      }),
      person(400, 550, {
        tone: 0,
        top: ink.navy,
        legs: ink.paper,
        style: 'afro',
        scale: 1.2,
        arms: [
          [-60, -40],
          [60, -40],
        ],
      }),
      person(590, 560, { tone: 3, top: ink.gold, legs: ink.coal, style: 'bun', scale: 1.2 }),
      football(320, 545, 20),
    ]),
  s13: () =>
    picture([
      room('#dfe7ee', ink.clay),
      rect(120, 60, 300, 300, ink.sky),
      rect(264, 60, 10, 300, ink.cream),
      rect(120, 204, 300, 10, ink.cream),
      rect(100, 350, 340, 20, ink.cream),
      cloud(200, 140, 40),
      path('M430 560 V330 Q430 290 480 290 H640 Q700 290 700 340 V560Z', ink.plum),
      person(560, 556, {
        tone: 3,
        top: ink.gold,
        legs: ink.navy,
        style: 'long',
        hair: ink.brick,
        scale: 1.3,
        sit: true,
        arms: [
          [40, 40],
          [66, 34],
        ],
      }),
      poly('600,370 650,350 650,410 604,424', ink.paper),
      poly('650,350 698,368 694,424 650,410', ink.cream),
    ]),
  s14: () =>
    picture([
      ground(ink.stone, ink.slate, 400),
      rain(),
      rect(0, 120, 800, 36, ink.slate),
      rect(120, 150, 18, 270, ink.slate),
      rect(640, 150, 18, 270, ink.slate),
      rect(200, 190, 180, 60, ink.navy, 6),
      writing(224, 206, 130, 2, ink.paper, 20),
      path('M-20 470 V280 Q-20 250 10 250 H560 Q660 250 700 400 L704 470Z', ink.leaf),
      ...[30, 150, 270, 390].map((x) => rect(x, 290, 84, 70, ink.sky, 6)),
      path('M520 290 H560 Q610 292 636 360 H520Z', ink.sky),
      rect(0, 420, 690, 14, ink.cream),
      rect(0, 480, 800, 10, ink.coal),
    ]),
  s15: () =>
    picture([
      room(ink.haze, ink.brick),
      rect(470, 40, 260, 240, ink.stone),
      rain(ink.sky),
      rect(594, 40, 10, 240, ink.cream),
      rect(470, 156, 260, 10, ink.cream),
      oval(330, 500, 220, 50, ink.paper),
      ...[0, 1, 2, 3, 4].map(
        (i) => oval(330, 480 - i * 26, 150, 36, ink.clay) + oval(330, 474 - i * 26, 148, 32, ink.sand),
      ),
      rect(306, 344, 54, 22, ink.gold, 6),
      path('M220 400 q-6 60 10 80 M440 390 q10 50 -4 84', ink.brick + '00'),
      rect(590, 420, 110, 110, ink.sea, 14),
      line('M700 450 q40 0 40 34 t-40 30', ink.sea, 14),
    ]),
  s16: () =>
    picture([
      ground(ink.sky, ink.rust, 380),
      crowd(240, 4, [ink.navy, ink.cream, ink.pine]),
      rect(0, 376, 800, 10, ink.paper),
      line('M0 470 H800 M0 550 H800', ink.cream, 5),
      confetti(),
      person(400, 560, {
        tone: 4,
        top: ink.gold,
        legs: ink.navy,
        style: 'bun',
        hair: ink.sand,
        scale: 1.7,
        arms: [
          [-70, -80],
          [70, -80],
        ],
      }),
      line('M386 300 L400 370 L414 300', ink.navy, 8),
      disc(400, 382, 20, ink.gold),
    ]),
  s17: () =>
    picture([
      street(ink.sky),
      rect(100, 130, 600, 340, ink.cream),
      poly('80,130 400,40 720,130', ink.haze),
      ...[150, 260, 520, 630].map((x) => rect(x, 150, 26, 320, ink.haze)),
      rect(340, 250, 120, 220, ink.brick),
      line('M250 430 H550', ink.rose, 12),
      person(400, 560, {
        tone: 2,
        top: ink.plum,
        legs: ink.plum,
        style: 'long',
        scale: 1.25,
        arms: [
          [-30, 50],
          [40, 10],
        ],
        dress: true,
      }),
      person(230, 570, { tone: 3, top: ink.slate, scale: 1.05 }),
      person(580, 570, { tone: 1, top: ink.pine, style: 'cap', scale: 1.05 }),
    ]),
  s18: () =>
    picture([
      ground('#20263c', '#14182a', 460),
      rect(150, 60, 500, 300, ink.haze, 4),
      ...[
        [260, 200, 40],
        [390, 150, 54],
        [520, 220, 36],
      ].map(
        ([x, y, r]) =>
          disc(x, y, r * 1.6, ink.gold + '44') +
          oval(x, y, r, r * 1.2, ink.rust) +
          rect(x - r * 0.5, y - r * 1.3, r, 10, ink.brick) +
          rect(x - r * 0.5, y + r * 1.1, r, 10, ink.brick),
      ),
      ...Array.from(
        { length: 9 },
        (_, i) => rect(20 + i * 88, 470, 72, 90, ink.brick, 16) + disc(56 + i * 88, 462, 22, ink.coal),
      ),
    ]),
  s19: () =>
    picture([
      rect(0, 0, 800, 600, ink.night),
      ...Array.from({ length: 50 }, (_, i) => disc((i * 173) % 800, (i * 107) % 600, 1 + (i % 3), ink.paper)),
      disc(660, 520, 240, ink.sea),
      oval(600, 470, 90, 40, ink.leaf),
      rect(0, 90, 330, 70, ink.stone, 10),
      rect(40, 40, 60, 170, ink.navy, 4),
      rect(200, 40, 60, 170, ink.navy, 4),
      at(
        420,
        480,
        1.7,
        rect(-46, -150, 92, 110, ink.paper, 26),
        rect(-38, -56, 32, 70, ink.paper, 12),
        rect(6, -56, 32, 70, ink.paper, 12),
        line('M-40 -130 L-84 -80 M40 -130 L92 -190', ink.paper, 26),
        disc(0, -186, 46, ink.paper),
        disc(0, -186, 36, skin[1]),
        path('M-34 -196 Q-30 -226 0 -226 Q30 -226 34 -196 Q16 -210 0 -210 Q-16 -210 -34 -196Z', ink.coal),
        rect(-22, -110, 44, 26, ink.rust, 4),
      ),
    ]),
  s20: () =>
    picture([
      stage(),
      person(210, 520, {
        tone: 4,
        top: ink.rust,
        hair: ink.rust,
        style: 'long',
        scale: 1.45,
        arms: [
          [-20, 50],
          [40, 40],
        ],
      }),
      guitar(180, 360, -18),
      microphone(400, 520),
      person(420, 520, {
        tone: 2,
        top: ink.plum,
        style: 'afro',
        scale: 1.45,
        arms: [
          [-26, 0],
          [36, 60],
        ],
      }),
      person(620, 520, {
        tone: 3,
        top: ink.sea,
        hair: ink.gold,
        style: 'short',
        scale: 1.45,
        arms: [
          [-20, 50],
          [40, 40],
        ],
      }),
      guitar(590, 360, -12),
      ...Array.from({ length: 10 }, (_, i) => disc(40 + i * 80, 596, 34, '#12100f')),
    ]),
  s21: () =>
    picture([
      ground('#e9b6a0', ink.sea, 330),
      sun(610, 310, 60, ink.rust),
      skyline(332, ink.cream, ink.sand),
      rect(0, 326, 800, 14, ink.haze),
      path('M-10 600 V470 Q250 420 520 520 L560 600Z', ink.coal),
      rect(70, 470, 250, 110, ink.slate, 12),
      disc(130, 526, 34, ink.haze),
      disc(260, 526, 34, ink.haze),
      rect(160, 484, 70, 18, ink.gold, 4),
    ]),
  s22: () =>
    picture([
      ground(ink.sea, ink.coal, 450),
      rect(80, 60, 640, 260, ink.cream, 6),
      writing(130, 110, 220, 3, ink.sea, 40),
      ...[480, 540, 600].map((x, i) =>
        rect(x, 240 - i * 50, 40, 50 + i * 50, [ink.rust, ink.gold, ink.pine][i]),
      ),
      person(400, 560, {
        tone: 3,
        top: ink.rust,
        legs: ink.coal,
        style: 'long',
        hair: ink.brick,
        scale: 1.4,
        arms: [
          [-20, 0],
          [70, -30],
        ],
      }),
      microphone(366, 560),
      ...Array.from({ length: 10 }, (_, i) => disc(40 + i * 80, 598, 36, '#171513')),
    ]),
  s23: () =>
    picture([
      room(ink.haze, ink.cream),
      rect(60, 60, 680, 20, ink.rose),
      ...Array.from({ length: 12 }, (_, i) =>
        poly(`${70 + i * 57},80 ${110 + i * 57},80 ${90 + i * 57},116`, [ink.rose, ink.sea, ink.gold][i % 3]),
      ),
      person(250, 520, {
        tone: 0,
        top: ink.paper,
        legs: ink.coal,
        style: 'none',
        scale: 1.5,
        arms: [
          [-36, 60],
          [60, 20],
        ],
      }),
      rect(216, 180, 70, 34, ink.paper, 16),
      disc(232, 176, 22, ink.paper),
      disc(268, 176, 22, ink.paper),
      rect(60, 480, 680, 26, ink.clay, 6),
      rect(420, 420, 200, 62, ink.brick, 8),
      rect(440, 360, 160, 62, ink.rose, 8),
      rect(460, 310, 120, 52, ink.cream, 8),
      disc(520, 300, 14, ink.rust),
    ]),
  s24: () =>
    picture([
      ground(ink.sky, ink.sea, 330),
      cloud(160, 90, 70),
      path('M380 600 V330 Q500 240 800 250 V600Z', ink.leaf),
      path('M380 600 V400 Q480 380 520 420 L500 600Z', ink.stone),
      person(640, 520, {
        tone: 4,
        top: ink.rust,
        legs: ink.pine,
        style: 'cap',
        hair: ink.navy,
        scale: 1.25,
        arms: [
          [-30, -34],
          [20, -34],
        ],
      }),
      rect(596, 264, 52, 20, ink.coal, 6),
      ...[
        [120, 300],
        [230, 350],
        [440, 380],
        [500, 372],
      ].map(([x, y], i) =>
        at(
          x,
          y,
          i < 2 ? 0.8 : 1,
          oval(0, -24, 20, 30, ink.coal),
          oval(6, -22, 12, 22, ink.paper),
          disc(4, -56, 15, ink.paper),
          poly('14,-60 36,-54 14,-48', ink.rust),
        ),
      ),
    ]),
  s25: () =>
    picture([
      ground(ink.sky, ink.paper, 460),
      peak(400, 70, 330, 470, ink.slate, true),
      ...[60, 150, 250, 560, 660, 750].map((x, i) => fir(x, 520 + (i % 2) * 30, 180)),
      ...Array.from({ length: 40 }, (_, i) => disc((i * 149) % 800, (i * 83) % 580, 4, ink.paper)),
    ]),
  s26: () =>
    picture([
      ground(ink.plum, ink.coal, 470),
      rect(300, 470, 200, 130, ink.rose),
      poly('300,470 500,470 560,600 240,600', ink.rose),
      ...Array.from(
        { length: 8 },
        (_, i) =>
          disc(60 + i * 98, 120 + (i % 2) * 40, 16, ink.gold) +
          disc(60 + i * 98, 120 + (i % 2) * 40, 34, ink.gold + '33'),
      ),
      person(400, 560, {
        tone: 2,
        top: ink.gold,
        style: 'long',
        hair: ink.coal,
        scale: 1.9,
        dress: true,
        arms: [
          [-52, 70],
          [56, -20],
        ],
      }),
      ...[90, 700].map((x) =>
        person(x, 590, {
          tone: 3,
          top: ink.coal,
          scale: 1.1,
          arms: [
            [20, 20],
            [40, 20],
          ],
        }),
      ),
      ...[128, 664].map((x) => rect(x - 20, 434, 40, 28, ink.stone, 4) + disc(x, 448, 10, ink.night)),
    ]),
  s27: () =>
    picture([
      street(ink.haze),
      building(40, 470, 220, 300, ink.clay, 4, 4, ink.haze),
      building(560, 470, 200, 240, ink.brick, 3, 4, ink.haze),
      van(400, 560, ink.paper, 1.8),
      disc(300, 400, 26, ink.stone),
      disc(300, 400, 18, ink.paper),
    ]),
  s28: () =>
    picture(
      [
        room(ink.sky, ink.cream),
        turned(
          8,
          400,
          320,
          rect(280, 90, 240, 440, ink.coal, 34) +
            rect(294, 120, 212, 380, ink.sea, 10) +
            disc(400, 260, 60, ink.gold) +
            hill(294, 212, 360, 500, ink.pine) +
            rect(320, 430, 40, 40, ink.rust, 10) +
            rect(380, 430, 40, 40, ink.paper, 10) +
            rect(440, 430, 40, 40, ink.rose, 10),
        ),
        path('M180 600 Q220 440 300 420 L330 470 Q280 520 290 600Z', skin[2]),
        path('M620 600 Q610 480 530 450 L506 494 Q540 540 540 600Z', skin[2]),
      ],
      600,
      600,
    ).replace('viewBox="0 0 600 600"', 'viewBox="100 0 600 600"'),
  s29: () =>
    picture([
      ground(ink.sky, ink.stone, 440),
      skyline(442, ink.slate, ink.haze),
      ...[
        [130, 4],
        [230, 1],
        [330, 2],
        [440, 0],
        [540, 3],
        [650, 1],
      ].map(([x, tone], i) =>
        person(x, 570 - (i % 2) * 10, {
          tone,
          top: [ink.gold, ink.leaf, ink.rose, ink.gold, ink.navy, ink.leaf][i],
          legs: ink.coal,
          style: ['long', 'short', 'bun', 'afro', 'long', 'cap'][i],
          scale: 1.15,
          arms: [
            [-56, 10],
            [56, 10],
          ],
        }),
      ),
    ]),
  s30: () =>
    picture([
      street('#e8c9a8'),
      rect(360, 60, 26, 410, ink.cream),
      poly('360,60 373,20 386,60', ink.cream),
      building(40, 470, 240, 120, ink.cream, 8, 2, ink.stone),
      hill(90, 140, 290, 352, ink.cream),
      ...[
        [110, 530, ink.rose],
        [340, 540, ink.navy],
        [570, 532, ink.gold],
        [230, 600, ink.pine],
        [470, 606, ink.coal],
        [710, 600, ink.paper],
      ].map(([x, y, fill]) => car(x, y, fill, 0.72)),
    ]),
  s31: () =>
    picture([
      court('#c9d7e6'),
      crowd(180, 3, [ink.navy, ink.rose, ink.cream]),
      rect(560, 60, 160, 110, ink.paper, 6),
      line('M600 176 H680 L668 226 H612Z', ink.rust, 5),
      person(380, 560, {
        tone: 0,
        top: ink.rose,
        legs: ink.rose,
        style: 'bun',
        scale: 1.9,
        arms: [
          [-50, 30],
          [64, -100],
        ],
      }),
      ball(516, 92, 32),
    ]),
  s32: () =>
    picture([
      ground('#e8b7b0', ink.plum, 450),
      sun(400, 300, 110, ink.haze),
      person(250, 540, {
        tone: 3,
        top: ink.slate,
        hair: ink.brick,
        scale: 1.5,
        sit: true,
        arms: [
          [20, 30],
          [86, 0],
        ],
      }),
      person(540, 560, {
        tone: 4,
        top: ink.rose,
        style: 'long',
        hair: ink.gold,
        scale: 1.5,
        dress: true,
        arms: [
          [-70, 20],
          [-16, -30],
        ],
      }),
      at(
        404,
        330,
        1,
        disc(0, 0, 20, 'none'),
        path(
          'M-20 0 A20 20 0 1 0 20 0 A20 20 0 1 0 -20 0Z M-12 0 A12 12 0 1 1 12 0 A12 12 0 1 1 -12 0Z',
          ink.gold,
        ),
        poly('-12,-22 12,-22 0,-44', ink.sky),
      ),
    ]),
  s33: () =>
    picture([
      room(ink.cream, ink.sand),
      rect(60, 60, 180, 220, ink.rust),
      disc(150, 150, 60, ink.navy),
      poly('80,270 150,170 220,270', ink.gold),
      rect(560, 60, 180, 220, ink.paper),
      rect(590, 90, 60, 160, ink.coal),
      disc(690, 190, 40, ink.rose),
      person(300, 540, {
        tone: 4,
        top: ink.sea,
        style: 'bun',
        hair: ink.rust,
        scale: 1.3,
        arms: [
          [-34, 60],
          [44, 40],
        ],
      }),
      person(520, 540, {
        tone: 1,
        top: ink.coal,
        style: 'short',
        scale: 1.3,
        arms: [
          [-44, 40],
          [34, 60],
        ],
      }),
      oval(410, 480, 90, 22, ink.brick),
      rect(402, 480, 16, 100, ink.brick),
      rect(370, 448, 26, 26, ink.paper, 4),
      rect(424, 448, 26, 26, ink.paper, 4),
    ]),
  s34: () =>
    picture([
      ground('#cfd9e6', '#eef5f8', 400),
      rect(80, 120, 640, 280, ink.haze),
      ...Array.from({ length: 8 }, (_, i) =>
        path(`M${110 + i * 76} 400 V240 Q${138 + i * 76} 200 ${166 + i * 76} 240 V400Z`, ink.slate),
      ),
      rect(60, 100, 680, 24, ink.stone),
      disc(400, 80, 40, ink.stone),
      ...[
        [180, 3, ink.rose],
        [330, 1, ink.navy],
        [480, 4, ink.pine],
        [620, 2, ink.gold],
      ].map(([x, tone, top], i) =>
        turned(
          i % 2 ? 8 : -8,
          x,
          540,
          person(x, 550, {
            tone,
            top,
            style: i % 2 ? 'cap' : 'long',
            hair: i % 2 ? ink.rust : ink.coal,
            scale: 0.95,
            arms: [
              [-60, 10],
              [56, 0],
            ],
          }),
        ),
      ),
      line('M100 580 Q400 530 700 580', '#c3d6e0', 5),
    ]),
  s35: () =>
    picture([
      ground(ink.brick, ink.coal, 470),
      ...[120, 300, 480, 660].map(
        (x) =>
          path(`M${x - 60} 330 V150 Q${x} 60 ${x + 60} 150 V330Z`, ink.navy) +
          path(
            `M${x - 40} 330 V160 Q${x} 90 ${x + 40} 160 V330Z`,
            [ink.gold, ink.rose, ink.sea, ink.gold][((x / 60) % 4) | 0],
          ),
      ),
      ...Array.from({ length: 7 }, (_, i) =>
        person(90 + i * 104, 500, {
          tone: (i * 2) % 5,
          top: ink.plum,
          scale: 0.95,
          dress: true,
          style: ['long', 'short', 'bun', 'afro', 'long', 'short', 'bun'][i],
          arms: [
            [-14, 50],
            [14, 50],
          ],
        }),
      ),
      ...Array.from({ length: 6 }, (_, i) =>
        person(142 + i * 104, 590, {
          tone: (i * 3 + 1) % 5,
          top: ink.plum,
          scale: 1,
          dress: true,
          style: ['bun', 'afro', 'short', 'long', 'none', 'cap'][i],
          arms: [
            [-14, 50],
            [14, 50],
          ],
        }),
      ),
    ]),
  s36: () =>
    picture([
      room(ink.mint, ink.clay),
      rect(120, 400, 560, 40, ink.brick, 8),
      rect(150, 440, 30, 140, ink.brick),
      rect(620, 440, 30, 140, ink.brick),
      dog(380, 402, 2.1),
      line('M460 262 L500 330 L548 270', ink.gold, 14),
      disc(502, 340, 24, ink.gold),
      rect(170, 356, 90, 44, ink.paper, 4),
      writing(184, 366, 60, 2, ink.stone, 14),
    ]),
  s37: () =>
    picture([
      ground('#f5cf9c', ink.sea, 320),
      sun(400, 300, 80, ink.rust),
      ...[0, 90, 180, 620, 710, 800].map((x, i) => tree(x, 340, 260 - (i % 3) * 40, ink.pine)),
      path('M0 600 V360 Q200 330 330 350 L260 600Z M800 600 V360 Q620 330 480 350 L560 600Z', ink.leaf),
      at(400, 520, 1, path('M-120 -20 H120 Q100 20 60 20 H-60 Q-100 20 -120 -20Z', ink.brick)),
      person(400, 510, { tone: 1, top: ink.cream, style: 'cap', hair: ink.sand, scale: 0.8, sit: true }),
      ...[
        [250, 430],
        [310, 446],
        [530, 436],
      ].map(([x, y]) => path(`M${x} ${y} q20 -40 50 -4 q-26 -8 -50 4Z`, ink.rose)),
    ]),
  s38: () =>
    picture([
      ground(ink.stone, ink.slate, 450),
      rect(240, 60, 320, 400, ink.brick),
      rect(300, 110, 200, 350, ink.navy, 4),
      disc(476, 290, 10, ink.gold),
      rect(230, 450, 340, 30, ink.stone),
      parcel(400, 540, 1.1),
      rain(ink.sky),
      oval(400, 560, 200, 14, ink.sky + '66'),
    ]),
  s39: () =>
    picture([
      pitch(),
      line('M610 300 V180 H800', ink.paper, 10),
      ...Array.from({ length: 6 }, (_, i) => line(`M${626 + i * 30} 184 V300`, ink.paper + '88', 2)),
      person(180, 560, {
        tone: 1,
        top: ink.rose,
        legs: ink.paper,
        scale: 1.2,
        arms: [
          [-50, 10],
          [54, 30],
        ],
      }),
      person(350, 570, {
        tone: 3,
        top: ink.navy,
        legs: ink.navy,
        style: 'short',
        scale: 1.2,
        arms: [
          [-54, 20],
          [50, 20],
        ],
      }),
      person(530, 560, { tone: 0, top: ink.rose, legs: ink.paper, style: 'afro', scale: 1.2 }),
      football(440, 556, 20),
      rect(300, 40, 200, 80, ink.coal, 8),
      disc(360, 80, 20, ink.gold),
      disc(440, 80, 20, ink.gold),
    ]),
  s40: () =>
    picture([
      ground(ink.sky, ink.leaf, 400),
      cloud(620, 90, 70),
      at(
        160,
        400,
        1,
        poly('-40,0 40,0 30,-240 -30,-240', ink.stone),
        ...[0, 120, 240].map((a) => turned(a, 0, -240, path('M-10 -240 Q0 -400 10 -240Z', ink.paper))),
      ),
      van(560, 470, ink.leaf, 1.1),
      ...[260, 380, 500].map((x, i) =>
        person(x, 580, {
          tone: [0, 2, 4][i],
          top: ink.gold,
          legs: ink.navy,
          style: 'cap',
          hair: ink.gold,
          scale: 1.2,
          arms:
            i === 0
              ? [
                  [-40, 60],
                  [50, -60],
                ]
              : [
                  [-40, 60],
                  [40, 60],
                ],
        }),
      ),
    ]),
  s41: () =>
    picture([
      room(ink.haze, ink.brick),
      rect(0, 430, 800, 60, ink.cream),
      oval(400, 450, 260, 50, ink.paper),
      path('M220 440 Q220 250 400 250 Q580 250 580 440Z', ink.clay),
      path('M260 330 Q400 260 540 330 Q400 300 260 330Z', ink.sand),
      oval(580, 360, 70, 34, ink.clay, -20),
      rect(630, 318, 54, 16, ink.cream, 8),
      oval(220, 360, 70, 34, ink.clay, 20),
      rect(116, 318, 54, 16, ink.cream, 8),
      ...[170, 250, 560, 640].map((x, i) => disc(x, 468, 20, [ink.leaf, ink.rose, ink.gold, ink.leaf][i])),
      line('M330 220 q-16 -30 0 -60 M400 214 q-16 -30 0 -60 M470 220 q-16 -30 0 -60', ink.stone, 7),
    ]),
  s42: () =>
    picture([
      ground('#f2c7a8', ink.sand, 420),
      ...[
        [140, 160, 60, ink.rose],
        [300, 100, 46, ink.sea],
        [660, 130, 64, ink.gold],
      ].map(
        ([x, y, r, fill]) =>
          oval(x, y, r, r * 1.15, fill) +
          poly(
            `${x - r * 0.6},${y + r * 0.9} ${x + r * 0.6},${y + r * 0.9} ${x + r * 0.2},${y + r * 1.6} ${x - r * 0.2},${y + r * 1.6}`,
            fill,
          ) +
          rect(x - 12, y + r * 1.7, 24, 18, ink.brick, 3),
      ),
      ...[520, 590, 730].map((x, i) =>
        path(
          `M${x - 40} 430 Q${x - 20} ${280 - i * 20} ${x} ${250 - i * 10} Q${x + 20} ${280 - i * 20} ${x + 40} 430Z`,
          ink.clay,
        ),
      ),
      oval(260, 560, 150, 20, ink.brick),
      path('M216 440 Q206 500 236 500 Q206 520 220 556 H300 Q314 520 284 500 Q314 500 304 440Z', ink.sky),
      path('M226 456 H294 Q296 490 270 496 H250 Q224 490 226 456Z', ink.rust),
    ]),
}
