// Rivals on Node: `loop.mjs ITEMS OUT resvg|sharp|satori MODULES FONTS`.
// resvg, sharp: our laid-out drawings. satori: sets the words itself, over our drawing without words, and
// resvg-js paints both. Satori turns figures round in right-to-left lines (14:30 reads 30:14), moves the dots of
// Arabic letters, and reads no font collections, in which our Chinese is.
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [, , list, out, way, modules, fonts] = process.argv
const require = createRequire(join(modules, 'package.json'))
const items = JSON.parse(await readFile(list, 'utf8'))

const withoutFonts = (item) => ({
  fitTo: { mode: 'width', value: item.width },
  font: { loadSystemFonts: false },
})

const ways = {
  async resvg() {
    const { Resvg } = require('@resvg/resvg-js')
    return async (item) => {
      const svg = await readFile(item.drawing, 'utf8')
      return new Resvg(svg, withoutFonts(item)).render().asPng()
    }
  },

  async sharp() {
    const sharp = require('sharp')
    return async (item) => sharp(item.drawing).resize(item.width, item.height, { fit: 'fill' }).png().toBuffer()
  },

  async satori() {
    const satori = require('satori').default
    const { Resvg } = require('@resvg/resvg-js')
    const file = async (name, weight, path, lang) => ({ name, weight, lang, data: await readFile(join(fonts, path)) })
    const faces = [
      await file('kit', 400, 'noto-sans/NotoSans-Regular.ttf'),
      await file('kit', 700, 'noto-sans/NotoSans-Bold.ttf'),
      await file('kit-ar', 400, 'noto-sans-arabic/NotoSansArabic-Regular.ttf', 'ar-AR'),
      await file('kit-ar', 700, 'noto-sans-arabic/NotoSansArabic-Bold.ttf', 'ar-AR'),
    ]
    return async (item) => {
      const scale = item.width / item.canvas[0]
      const children = item.words.map((word) => ({
        type: 'div',
        props: {
          lang: item.language,
          style: {
            position: 'absolute', left: word.x * scale, top: word.y * scale,
            width: word.width * scale, height: word.height * scale,
            fontSize: word.size, fontWeight: word.weight, color: word.fill, lineHeight: 1.1,
            textAlign: item.direction === 'rtl' ? 'right' : 'left',
          },
          children: word.text,
        },
      }))
      const style = { display: 'flex', width: item.width, height: item.height, fontFamily: 'kit, kit-ar' }
      const words = await satori({ type: 'div', props: { style, children } }, { ...item, fonts: faces })
      const backdrop = (await readFile(item.backdrop, 'utf8')).trimEnd().replace(/<\/svg>$/, '')
      const overlay = words.replace('<svg ', `<svg x="0" y="0" `).replace(/ width="[^"]*" height="[^"]*"/, ` width="${item.canvas[0]}" height="${item.canvas[1]}"`)
      return new Resvg(`${backdrop}${overlay}</svg>`, withoutFonts(item)).render().asPng()
    }
  },
}

const draw = await ways[way]()
for (const item of items) await writeFile(join(out, `${item.name}.png`), await draw(item))
