// Notes what a page does, before anything of the page runs. Plain JavaScript, since it is handed to the browser as it is.
(() => {
  const seen = { lcpMs: 0, cls: 0, chartMs: null };
  globalThis.benchSeen = seen;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcpMs = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.cls += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    if (document.querySelector('figure svg :is(rect, path, polyline, line)')) seen.chartMs = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
