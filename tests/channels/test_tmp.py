import json
def test_x(reader, manager):
    for p in ("/@procedures?q=khai+sinh","/@suggest?q=khai+s","/thu-tuc/1.001193","/co-quan/so-tu-phap","/@procedures?b_size=abc","/nothing","/@users","/thong-bao", "/thong-bao/tam-dung-he-thong", "/dich-vu/dang-ky-khai-sinh-truc-tuyen"):
        r=reader.get(p)
        print(p, r.status_code); print(r.text[:7000])
    print(manager.get("/thu-tuc/1.001193").text)
    assert 0
