// The colours and sizes of styles/tokens.css, as Ant Design's tokens. Contrast of body text is at least 7:1.
import { theme as ant, type ThemeConfig } from 'antd'
import type { Theme } from '../state/theme'

const kLight = {
  colorPrimary: '#0b4f79', colorInfo: '#0b4f79', colorLink: '#0b4f79', colorSuccess: '#14532d', colorError: '#8f1616', colorWarning: '#7a4a00',
  colorText: '#191c1f', colorTextSecondary: '#43474c', colorTextTertiary: '#43474c', colorTextDescription: '#43474c', colorTextPlaceholder: '#5c6167',
  colorBgLayout: '#fbfaf7', colorBgContainer: '#ffffff', colorBorder: '#8d8b84', colorBorderSecondary: '#c9c6bd',
}
const kDark = {
  colorPrimary: '#8accff', colorInfo: '#8accff', colorLink: '#8accff', colorSuccess: '#86e0a3', colorError: '#ffb0a6', colorWarning: '#ffd08a',
  colorText: '#eef1f3', colorTextSecondary: '#c3cad0', colorTextTertiary: '#c3cad0', colorTextDescription: '#c3cad0', colorTextPlaceholder: '#a3abb2',
  colorTextLightSolid: '#06202f', colorPrimaryHover: '#b3deff', colorPrimaryActive: '#b3deff',
  colorBgLayout: '#101417', colorBgContainer: '#181d21', colorBgElevated: '#20262b', colorBorder: '#7d868e', colorBorderSecondary: '#454d54',
}

export function tokens_of(theme: Theme, touch: boolean): ThemeConfig {
  const dark = theme === 'dark'
  return {
    algorithm: dark ? ant.darkAlgorithm : ant.defaultAlgorithm,
    cssVar: { key: `loa-${theme}` },
    hashed: false,
    token: {
      ...(dark ? kDark : kLight),
      fontFamily: "'Be Vietnam Pro', system-ui, sans-serif",
      fontSize: 16, borderRadius: 8, controlHeight: touch ? 48 : 40, controlHeightSM: touch ? 40 : 32, lineHeight: 1.5,
      motionDurationFast: '0.08s', motionDurationMid: '0.12s', motionDurationSlow: '0.15s', wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 600 },
      Tooltip: { colorTextLightSolid: dark ? '#06202f' : '#ffffff', colorBgSpotlight: dark ? '#eef1f3' : '#191c1f' },
    },
  }
}
