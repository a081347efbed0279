import type { MantineColorsTuple } from '@mantine/core'
import { ActionIcon, Button, createTheme, Modal, Select, Slider, Switch, TextInput, Tooltip } from '@mantine/core'
import { fontFamily } from '../scene/theme'

const blue: MantineColorsTuple = [
  '#eaf2ff',
  '#d3e2fb',
  '#a6c4f5',
  '#77a5ef',
  '#4f8ae9',
  '#3a79e4',
  '#2a6bd8',
  '#1f5bbf',
  '#174ca6',
  '#0c3b8a',
]

/** From text to the deepest ground; 7 is the stage's own background, so that stage and window are one. */
const dark: MantineColorsTuple = [
  '#d5dbe3',
  '#b9c2cd',
  '#98a3b1',
  '#66717f',
  '#323b47',
  '#262e38',
  '#1b212a',
  '#10141a',
  '#0c0f14',
  '#080a0e',
]

export const theme = createTheme({
  fontFamily,
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  headings: { fontFamily, fontWeight: '600' },
  defaultRadius: 6,
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 6 },
  colors: { blue, dark },
  cursorType: 'pointer',
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    Select: Select.extend({ defaultProps: { size: 'xs' } }),
    Slider: Slider.extend({ defaultProps: { size: 3, thumbSize: 13, label: null } }),
    Switch: Switch.extend({ defaultProps: { size: 'xs', withThumbIndicator: false } }),
    Modal: Modal.extend({
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        centered: true,
        overlayProps: { backgroundOpacity: 0.45 },
        transitionProps: { transition: 'fade', duration: 100 },
      },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 450,
        multiline: true,
        maw: 280,
        fz: 12,
        events: { hover: true, focus: true, touch: false },
      },
    }),
  },
})
