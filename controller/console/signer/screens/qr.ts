import qrcode from 'qrcode-generator'

/** An SVG drawn node by node: the content policy allows neither inline markup nor data: images. */
export function qr_code(text: string): SVGElement {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const size = code.getModuleCount()
  const kSvg = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(kSvg, 'svg')
  svg.setAttribute('viewBox', `-4 -4 ${size + 8} ${size + 8}`)
  svg.setAttribute('class', 'qr')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', 'QR')
  const path = document.createElementNS(kSvg, 'path')
  let d = ''
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) if (code.isDark(row, column)) d += `M${column} ${row}h1v1h-1z`
  path.setAttribute('d', d)
  svg.append(path)
  return svg
}
