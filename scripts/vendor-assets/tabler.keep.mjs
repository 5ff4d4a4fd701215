// The part of Tabler that Husay's pages may use: a vocabulary to write templates with, not a
// list of what they happen to use today. A class that is not here (nor in husay.css) fails
// tests/web/test_classes.py. To widen it, add a line and run the build again.

/** A selector is kept when every class in it matches one of these. */
export const KEEP = [
  // Layout
  /^container(-(sm|md|lg|fluid|tight|narrow))?$/, /^row$/, /^row-(cols|cards)/, /^col(-(auto|\d+|(sm|md|lg)(-(auto|\d+))?))?$/,
  /^g[xy]?-\d$/,
  // Components
  /^btn$/, /^btn-(primary|outline-primary|link|ghost-primary|icon|sm|lg|list|close|check|group)$/,
  /^card$/, /^card-(body|header|title|subtitle|footer|actions|sm|table)$/,
  /^table$/, /^table-(responsive|sm|vcenter|hover|nowrap|group-divider)$/,
  /^badge$/, /^alert$/, /^alert-(heading|title|link|success|warning|danger|info|dismissible)$/,
  /^form-(control|select|label|text|hint|check|check-input|check-label|check-inline|fieldset|help|control-sm|select-sm|selectgroup.*)$/,
  /^col-form-label$/, /^input-group(-(text|flat|sm))?$/, /^(in)?valid-feedback$/, /^is-(in)?valid$/,
  /^required$/, /^was-validated$/, /^datagrid(-(item|title|content))?$/,
  /^list-(group|group-item|group-item-action|group-flush|unstyled|inline|inline-item)$/,
  /^pagination$/, /^page-(item|link)$/, /^breadcrumb(-item)?$/, /^progress$/, /^progress-(bar|sm)$/,
  /^spinner-border(-sm)?$/, /^steps$/, /^step-item$/, /^steps-counter$/,
  // States
  /^(active|disabled|show|collapsed)$/,
  // Utilities
  /^d-(none|block|flex|grid|inline|inline-block|inline-flex)$/, /^d-(sm|md|lg)-(none|block|flex|inline|inline-block)$/, /^d-print-(none|block)$/,
  /^flex-(row|column|wrap|nowrap|fill|grow-[01]|shrink-[01])$/, /^flex-(sm|md|lg)-(row|column)$/,
  /^(justify-content|align-items|align-self)-(start|end|center|between|baseline|stretch)$/,
  /^gap-\d$/, /^[mp][tbsexy]?-([0-6]|auto)$/, /^[mp][tbsexy]?-(md|lg)-([0-6]|auto)$/,
  /^text-(start|end|center|nowrap|wrap|break|truncate|body|secondary|muted|reset|uppercase|lowercase|decoration-none)$/,
  /^text-(md|lg)-(start|end|center)$/, /^fw-(normal|medium|bold|semibold)$/, /^lh-(1|sm|base|lg)$/,
  /^font-monospace$/, /^fs-[1-6]$/, /^h[1-6]$/, /^small$/, /^subheader$/, /^lead$/,
  /^w-(25|50|75|100|auto)$/, /^h-100$/, /^m[wh]-100$/, /^overflow-(auto|hidden|visible)$/,
  /^position-(relative|absolute|sticky|static)$/, /^sticky-top$/,
  /^border(-(top|bottom|start|end|0))?$/, /^border-(top|bottom|start|end)-0$/, /^rounded(-[0-3])?$/,
  /^visually-hidden(-focusable)?$/, /^order-(first|last|[0-3])$/,
];
