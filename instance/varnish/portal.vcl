# Varnish (6.0 or later) in front of the portal: see docs/operators.md. Change the lines marked "yours".
#
# What the portal calls `public` is kept; it is asked each time whether it is still right (an empty
# 304 from its memory), so that a change is seen by the next request. Nothing else is kept.
vcl 4.0;

backend default {
    .host = "127.0.0.1";  # yours
    .port = "8080";  # yours
}

sub vcl_recv {
    # The address visitors know, whatever host a request names.
    set req.http.Host = "dichvucong.example.vn";  # yours
    set req.http.X-Portal = "https/dichvucong.example.vn:443/portal";  # yours
    unset req.http.X-Forwarded-Host;
    unset req.http.Forwarded;
    if (req.url !~ "^/" || req.url ~ "/(VirtualHostBase|VirtualHostRoot|_vh_)") {
        return (synth(404));
    }
    # Tokens in the path: they pass, and stand in no cache.
    if (req.url ~ "/mo/") {
        return (pass);
    }
    # Those who ask at the same time do not wait for one another.
    set req.hash_ignore_busy = true;
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # Cookies but that of the language may say who somebody is.
    if (req.http.Authorization || req.http.Cookie !~ "^(I18N_LANGUAGE=(vi|en))?$") {
        return (pass);
    }
    return (hash);
}

sub vcl_backend_fetch {
    set bereq.url = "/VirtualHostBase/" + bereq.http.X-Portal + "/VirtualHostRoot" + bereq.url;
    unset bereq.http.X-Portal;
}

sub vcl_backend_response {
    set beresp.grace = 0s;
    if (beresp.status != 200 || beresp.http.Set-Cookie
            || beresp.http.Cache-Control !~ "public" || beresp.http.Cache-Control ~ "private|no-store") {
        set beresp.ttl = 0s;
        set beresp.uncacheable = true;
        return (deliver);
    }
    # For so long an answer stays to be asked after.
    set beresp.keep = 1h;
    if (beresp.http.Cache-Control ~ "no-cache") {
        # With none at all Varnish would not ask after it, but for it anew.
        set beresp.ttl = 1ms;
    }
    return (deliver);
}
