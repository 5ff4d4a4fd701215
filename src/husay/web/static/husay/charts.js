/* Draws the charts of a page. Options, words and figures come from husay/web/charts.py; nothing
   is decided here. Tooltips are built as elements: the library's own are made of text with
   inline styles, which the page's Content-Security-Policy forbids. */
(() => {
  'use strict';

  const source = document.currentScript.dataset.echarts;
  const drawn = new Map();
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let library;

  /** Loads the drawing library once, when the first chart needs it. */
  function loadLibrary() {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = source;
      script.onload = () => resolve(window.echarts);
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** One point's tooltip: its title, then a line for each figure. */
  function tooltip(tip) {
    const box = element('div', 'chart-tip-body');
    box.append(element('div', 'chart-tip-title', tip.title));
    for (const [kind, name, text] of tip.rows) {
      const row = element('div', `chart-tip-row chart-key-${kind}`);
      row.append(element('span', 'chart-tip-name', name), element('span', 'chart-tip-value', text));
      box.append(row);
    }
    return box;
  }

  /** Puts in what JSON cannot carry: functions, and what only the browser knows. */
  function complete(payload, host) {
    const { option, tips, ticks } = payload;
    option.animation = !calm.matches;
    option.textStyle.fontFamily = getComputedStyle(host).fontFamily;
    option.tooltip.formatter = (points) => tooltip(tips[points[0].dataIndex]);
    if (ticks) option.yAxis.axisLabel.formatter = (value) => ticks[String(value)] ?? '';
    return option;
  }

  function followLinks(chart, links, host) {
    if (!links?.some(Boolean)) return;
    host.classList.add('chart-linked');
    chart.on('click', ({ dataIndex }) => { if (links[dataIndex]) location.href = links[dataIndex]; });
  }

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) drawn.get(target)?.resize();
  });

  async function draw(host) {
    if (drawn.has(host)) return;
    drawn.set(host, null);
    const payload = JSON.parse(document.getElementById(host.dataset.chart).textContent);
    host.style.height = `${payload.height}px`;
    const echarts = await loadLibrary();
    const chart = echarts.init(host, null, { renderer: 'svg' });
    drawn.set(host, chart);
    chart.setOption(complete(payload, host));
    followLinks(chart, payload.links, host);
    sizes.observe(host);
  }

  /** Draws what is new on the page and lets go of what has left it. */
  function refresh() {
    for (const [host, chart] of drawn) {
      if (host.isConnected) continue;
      sizes.unobserve(host);
      chart?.dispose();
      drawn.delete(host);
    }
    document.querySelectorAll('[data-chart]').forEach(draw);
  }

  refresh();
  document.addEventListener('htmx:after:swap', refresh);
  document.addEventListener('htmx:after:history:update', refresh);
})();
